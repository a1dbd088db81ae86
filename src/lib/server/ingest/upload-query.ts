import { NUMBER_STYLES } from '$lib/formats/format';
import type { Issue, Parsed } from '$lib/usage/filters';
import { OVERLAP_DECISIONS } from '$lib/usage/overlap';
import type { ReceiveOptions } from './job';

const MAX_NAME = 255;
const SWITCHES = ['0', '1'] as const;
const KINDS = ['official', 'relay'] as const;
const ENCODINGS = ['gb18030'] as const;
const EFFECTS = ['ask'] as const;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Options of an upload or a preview from its query: id, name, format, route, new_routes, encoding, number_style,
 * overlap, effect, dry_run, wait.
 */
export function parseUploadQuery(query: URLSearchParams): Parsed<ReceiveOptions> {
  const issues: Issue[] = [];
  const id = query.get('id');
  if (id && !UUID.test(id)) issues.push({ where: 'id', message: 'not a UUID in lower case' });
  const route = query.get('route');
  const newRoutes = oneOf(query, 'new_routes', KINDS, issues);
  const encoding = oneOf(query, 'encoding', ENCODINGS, issues);
  const numberStyle = oneOf(query, 'number_style', NUMBER_STYLES, issues);
  const overlap = oneOf(query, 'overlap', OVERLAP_DECISIONS, issues);
  const effect = oneOf(query, 'effect', EFFECTS, issues);
  const dryRun = oneOf(query, 'dry_run', SWITCHES, issues) === '1';
  const options: ReceiveOptions = {
    name: fileName(query.get('name')),
    format: query.get('format') || 'auto',
    wait: oneOf(query, 'wait', SWITCHES, issues) === '1' || dryRun,
    ...(id && { id }),
    ...(route && { route }),
    ...(newRoutes && { newRoutes }),
    ...(encoding && { encoding }),
    ...(numberStyle && { numberStyle }),
    ...(overlap && { overlap }),
    ...(effect && { effect }),
    ...(dryRun && { dryRun }),
  };
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: options };
}

/** A file's name without folders and control characters. */
function fileName(text: string | null): string {
  const last = (text ?? '').split(/[/\\]/).at(-1) ?? '';
  return (
    last
      .replaceAll(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, MAX_NAME) || 'upload'
  );
}

function oneOf<T extends string>(
  query: URLSearchParams,
  key: string,
  known: readonly T[],
  issues: Issue[],
): T | undefined {
  const text = query.get(key);
  if (!text) return undefined;
  const found = known.find((word) => word === text.toLowerCase());
  if (!found) issues.push({ where: key, message: `unknown: ${text}. Use ${known.join(' or ')}` });
  return found;
}
