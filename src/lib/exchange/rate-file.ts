import * as v from 'valibot';
import type { Parsed } from '../usage/filters';
import type { Rate } from './rate';

const Currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'not a currency code such as USD'));

/** A file of data/rates: the rates of one pair from one source. */
const RateFile = v.strictObject({
  base: Currency,
  quote: Currency,
  kind: v.picklist(['daily', 'monthly_mean']),
  source: v.pipe(v.string(), v.minLength(1)),
  licence: v.pipe(v.string(), v.minLength(1)),
  rates: v.record(
    v.pipe(v.string(), v.regex(/^\d{4}-\d{2}(-\d{2})?$/, 'not a date or month')),
    v.pipe(v.string(), v.regex(/^\d{1,12}(\.\d{1,18})?$/, 'not a plain decimal')),
  ),
});

/** Rates of a file of data/rates; issues name the key at fault. */
export function parseRateFile(file: unknown): Parsed<Rate[]> {
  const parsed = v.safeParse(RateFile, file);
  if (!parsed.success)
    return {
      ok: false,
      issues: parsed.issues.map((issue) => ({
        where: v.getDotPath(issue) ?? 'file',
        message: issue.message,
      })),
    };
  const { base, quote, kind, source, rates } = parsed.output;
  return {
    ok: true,
    value: Object.entries(rates).map(([on, rate]) => ({ base, quote, on, kind, rate, source })),
  };
}
