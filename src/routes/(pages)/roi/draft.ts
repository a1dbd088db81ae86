import { INPUT_NAMES, type InputName } from '$lib/roi/scenario';
import type { ScenarioSpec } from '$lib/roi/scenario-spec';
import { LISTS, OPTIONAL, PATHS, TEXTS, type FieldKey } from './fields';

/** A scenario as it is typed: text by field, and by `range_…` the low and high of an input. */
export type Draft = Record<string, string>;

const KEYS = Object.keys(PATHS) as FieldKey[];
const RANGE = 'range_';

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

/** A draft with what an address changes in it. */
export function draftFrom(base: Draft, query: URLSearchParams): Draft {
  return Object.fromEntries(Object.entries(base).map(([key, text]) => [key, query.get(key) ?? text]));
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
  if (LISTS.has(key)) return text === '' ? [] : text.split(/[,\s]+/).map(Number);
  return text === '' ? NaN : Number(text);
}

function rangeOf(name: InputName, text: string): [InputName, { low: number; high: number }][] {
  if (text.trim() === '') return [];
  const [low = NaN, high = NaN] = text.split(/[,\s]+/).map(Number);
  return [[name, { low, high }]];
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
