import { columnKey } from './column-key';
import type { Format } from './format';

/** What a header says about its format. */
export interface Recognised {
  /** Undefined where no format fits, or where several fit equally well. */
  format?: Format;
  /** All that fit, the most specific first. */
  candidates: Format[];
  /** True where the header is that of the format's export of a period without usage. */
  noUsage: boolean;
}

/**
 * Recognises a format by its signature: every signature column is in the header, in any order. The signature with
 * most columns wins; a draw is for a person to decide. A header equal to a format's `emptyHeader` is that format
 * where no signature fits.
 */
export function recogniseFormat(header: string[], formats: readonly Format[]): Recognised {
  const names = new Set(header.map(columnKey));
  const candidates = formats
    .filter(
      (format) => format.signature.length > 0 && format.signature.every((name) => names.has(columnKey(name))),
    )
    .sort((a, b) => b.signature.length - a.signature.length);
  if (candidates.length === 0) return recogniseEmpty(names, formats);
  const [first, second] = candidates;
  const draw = second !== undefined && second.signature.length === first?.signature.length;
  return { ...(first && !draw ? { format: first } : {}), candidates, noUsage: false };
}

function recogniseEmpty(names: Set<string>, formats: readonly Format[]): Recognised {
  const candidates = formats.filter(({ emptyHeader }) => {
    const expected = new Set(emptyHeader?.map(columnKey));
    return (
      emptyHeader !== undefined && expected.size === names.size && [...expected].every((n) => names.has(n))
    );
  });
  const format = candidates.length === 1 ? candidates[0] : undefined;
  return { ...(format ? { format } : {}), candidates, noUsage: format !== undefined };
}
