import { INPUT_NAMES, type InputName } from '$lib/roi/scenario';
import type { ScenarioSpec } from '$lib/roi/scenario-spec';
import { AMOUNTS, LISTS, OPTIONAL, PATHS, TEXTS, type FieldKey } from './fields';

/** A scenario as it is typed: text by field, and by `range_…` the low and high of an input. */
export type Draft = Record<string, string>;

const KEYS = Object.keys(PATHS) as FieldKey[];
const RANGE = 'range_';
/** Between numbers: one comma, or spaces. Two commas have nothing between them. */
const SEPARATOR = /\s*,\s*|\s+/;
/** Says in an address which currency its amounts are in. */
const AMOUNTS_IN = 'amounts_in';
const AMOUNT_KEYS = new Set([...AMOUNTS, ...AMOUNTS.map((key) => `${RANGE}${key}`)] as string[]);

/** The text of every field; what is not said is empty. */
export function draftOf(spec: ScenarioSpec): Draft {
  const draft: Draft = {};
  for (const key of KEYS) {
    const value = at(spec, PATHS[key]);
    draft[key] = Array.isArray(value) ? value.join(', ') : trimmed(String(value ?? ''), key);
  }
  for (const name of INPUT_NAMES) {
    const range = spec.ranges[name];
    draft[`${RANGE}${name}`] = range ? `${range.low}, ${range.high}` : '';
  }
  return draft;
}

/** The JSON of a draft, for parseScenarioSpec to check; `base` gives what has no field. */
export function specOf(draft: Draft, base: ScenarioSpec): unknown {
  const spec: Record<string, unknown> = {};
  for (const key of KEYS) {
    const text = (draft[key] ?? '').trim();
    if (text === '' && OPTIONAL.has(key)) continue;
    put(spec, PATHS[key], valueOf(key, text));
  }
  if (base.currency !== undefined) spec['currency'] = base.currency;
  if (base.billing !== undefined) spec['billing'] = base.billing;
  const ranges = INPUT_NAMES.flatMap((name) => rangeOf(name, draft[`${RANGE}${name}`] ?? ''));
  if (ranges.length > 0) spec['ranges'] = Object.fromEntries(ranges);
  return spec;
}

/** What of a draft differs from another, as keys of an address; undefined takes a key out. */
export function changesIn(draft: Draft, base: Draft): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.keys(base).map((key) => [key, draft[key] === base[key] ? undefined : (draft[key] ?? '')]),
  );
}

/** The same with the currency of the amounts among them, without which a link means another sum to another reader. */
export function inAddress(draft: Draft, base: Draft, currency: string): Record<string, string | undefined> {
  const changes = changesIn(draft, base);
  const hasAmounts = [...AMOUNT_KEYS].some((key) => changes[key] !== undefined);
  return { ...changes, [AMOUNTS_IN]: hasAmounts ? currency : undefined };
}

/** The currency of an address's amounts: null where it does not say, undefined where it has none. */
export function amountsIn(query: URLSearchParams): string | null | undefined {
  const hasAmounts = [...query.keys()].some((key) => AMOUNT_KEYS.has(key));
  return hasAmounts ? query.get(AMOUNTS_IN) : undefined;
}

/** A draft with what an address changes in it; amounts of another currency than the draft's are left out. */
export function draftFrom(base: Draft, query: URLSearchParams, currency: string): Draft {
  const isOther = (amountsIn(query) ?? currency) !== currency;
  return Object.fromEntries(
    Object.entries(base).map(([key, text]) => [
      key,
      isOther && AMOUNT_KEYS.has(key) ? text : (query.get(key) ?? text),
    ]),
  );
}

/** The field that an issue of a scenario's JSON is about. */
export function keyAt(where: string): string {
  const [first = '', second = ''] = where.split('.');
  if (first === 'ranges') return `${RANGE}${second}`;
  const found = KEYS.find((key) => PATHS[key] === where || PATHS[key] === first);
  return found ?? first;
}

function valueOf(key: FieldKey, text: string): unknown {
  if (TEXTS.has(key)) return text;
  if (LISTS.has(key)) return text === '' ? [] : text.split(SEPARATOR).map(numberOf);
  return numberOf(text);
}

function rangeOf(name: InputName, text: string): [InputName, { low: number; high: number }][] {
  if (text.trim() === '') return [];
  const [low = NaN, high = NaN, ...more] = text.trim().split(SEPARATOR).map(numberOf);
  return [[name, more.length > 0 ? { low: NaN, high: NaN } : { low, high }]];
}

/** What is not said is no 0. */
function numberOf(text: string): number {
  return text === '' ? NaN : Number(text);
}

function at(spec: ScenarioSpec, path: string): unknown {
  return path.split('.').reduce<unknown>((held, key) => (held as Record<string, unknown>)[key], spec);
}

function put(spec: Record<string, unknown>, path: string, value: unknown): void {
  const [first = '', second] = path.split('.');
  if (second === undefined) spec[first] = value;
  else spec[first] = { ...(spec[first] as object | undefined), [second]: value };
}

/** 240.000000000000 as 240: what was measured is as exact without its zeros. */
function trimmed(text: string, key: FieldKey): string {
  return TEXTS.has(key) && text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
