import * as v from 'valibot';
import type { Parsed } from '../usage/filters';
import { HIDDEN_BY_DEFAULT, HIDEABLE_LABELS } from './labels';
import { SECTION_IDS } from './report';

/** By what spend can be broken down in a report. */
export const BREAKDOWNS = [
  'model',
  'route',
  'provider',
  'feature',
  'project',
  'user',
  'api_key',
  'region',
  'tier',
] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

/** Days until a link expires: unless somebody says otherwise, and at most. */
export const EXPIRES_IN_DAYS = 30;
export const MOST_DAYS = 365;
export const LEAST_PASSWORD = 8;
const MOST_PASSWORD = 200;
const MOST_COMMENTARY = 20_000;
const MOST_VALUES = 100;

/** What of an address a report is made with: its filters, and the routes that are compared. */
export const FILTER_KEYS = [
  'from',
  'to',
  'compare_from',
  'compare_to',
  'route',
  'model',
  'feature',
  'region',
  'home',
  'currency',
  'rate',
  'data',
  'baseline',
  'candidate',
] as const;

const title = v.pipe(
  v.string('must be text'),
  v.trim(),
  v.nonEmpty('must not be empty'),
  v.maxLength(120, 'is longer than 120 characters'),
  v.regex(/^[^\p{Cc}]*$/u, 'must not hold control characters'),
);
const text = v.pipe(v.string('must be text'), v.maxLength(400, 'is longer than 400 characters'));
const filter = v.union(
  [text, v.pipe(v.array(text), v.maxLength(MOST_VALUES, `holds more than ${MOST_VALUES} values`))],
  'must be text, or a list of texts',
);
const someOf = <const T extends readonly string[]>(known: T) =>
  v.pipe(
    v.array(v.picklist(known, `use some of ${known.join(', ')}`), 'must be a list'),
    v.transform((chosen) => known.filter((one) => chosen.includes(one)) as T[number][]),
  );
const or = v.exactOptional;

const CHOICES = v.strictObject({
  title,
  commentary: or(
    v.nullable(
      v.pipe(
        v.string('must be text'),
        v.maxLength(MOST_COMMENTARY, `is longer than ${MOST_COMMENTARY.toLocaleString('en')} characters`),
      ),
    ),
    null,
  ),
  sections: or(v.pipe(someOf(SECTION_IDS), v.nonEmpty('choose at least one')), [...SECTION_IDS]),
  breakdowns: or(v.pipe(someOf(BREAKDOWNS), v.nonEmpty('choose at least one')), ['model']),
  filters: or(v.partial(v.strictObject(v.entriesFromList(FILTER_KEYS, filter))), {}),
  scenario: or(v.nullable(v.pipe(v.string('must be text'), v.maxLength(80))), null),
  redact: or(someOf(HIDEABLE_LABELS), [...HIDDEN_BY_DEFAULT]),
});

const LINK = v.strictObject({
  expires_in_days: or(
    v.pipe(
      v.number('must be a number'),
      v.integer('must be a whole number'),
      v.minValue(1, 'must be 1 or more'),
      v.maxValue(MOST_DAYS, `must be ${MOST_DAYS} or less`),
    ),
    EXPIRES_IN_DAYS,
  ),
  password: or(
    v.nullable(
      v.pipe(
        v.string('must be text'),
        v.minLength(LEAST_PASSWORD, `needs at least ${LEAST_PASSWORD} characters`),
        v.maxLength(MOST_PASSWORD, `is longer than ${MOST_PASSWORD} characters`),
      ),
    ),
    null,
  ),
});

/** What a report shows: a newer version is made of the same. */
export type ReportChoices = v.InferOutput<typeof CHOICES>;
/** Who may open it, and until when. */
export type LinkChoices = v.InferOutput<typeof LINK>;

/** A report to be made (api.md "Reports"); unknown keys are refused, issues name the key. */
export function parseReport(body: unknown): Parsed<{ report: ReportChoices; link: LinkChoices }> {
  const both = v.strictObject({ ...CHOICES.entries, ...LINK.entries });
  const parsed = read(both, body);
  if (!parsed.ok) return parsed;
  const { expires_in_days, password, ...report } = parsed.value;
  return { ok: true, value: { report, link: { expires_in_days, password } } };
}

/** What a new link of a report that there is asks. */
export function parseLink(body: unknown): Parsed<LinkChoices> {
  return read(LINK, body);
}

/** What an earlier report was made with, as it was kept. */
export function parseChoices(kept: unknown): Parsed<ReportChoices> {
  return read(CHOICES, kept);
}

/** The filters of choices as the query that pages and the API take. */
export function filterQuery({ filters }: Pick<ReportChoices, 'filters'>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(filters))
    for (const one of [value ?? []].flat()) query.append(key, one);
  return query;
}

function read<S extends v.GenericSchema>(schema: S, body: unknown): Parsed<v.InferOutput<S>> {
  const result = v.safeParse(schema, body);
  if (result.success) return { ok: true, value: result.output };
  return {
    ok: false,
    issues: result.issues.map((issue) => ({ where: v.getDotPath(issue) ?? 'body', message: said(issue) })),
  };
}

function said(issue: v.BaseIssue<unknown>): string {
  if (issue.type !== 'strict_object') return issue.message;
  if (issue.expected === 'never') return 'there is no such key';
  return issue.received === 'undefined' ? 'needed, but missing' : 'must be an object';
}
