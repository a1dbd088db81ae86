import type { FieldName, Format } from '$lib/formats/format';
import { LABEL_FIELDS } from './loading-labels';
import { PROMPT_BOUNDS } from '$lib/pricing/prompt-bounds';
import { COUNTS, DURATION_FIELDS, measured, type DurationField } from './loading-record';
import { LARGEST_COUNT, LONGEST_DURATION_US } from './loading-numbers';
import type { Reading } from './loading-text';
import { fieldPlace, literal } from './loading-text';

/** One way in which a row cannot be used: a condition over the layers of recordLayers, and what to say. */
export interface Problem {
  /** Column of the file. */
  place: string;
  /** SQL condition; NULL counts as false. */
  when: string;
  /** SQL text. */
  message: string;
}

/** What loading knows of the file's labels beforehand: checks that cannot fail are left out of the statement. */
export interface KnownLabels {
  /** Route names that may be used. Undefined: all that occur may, where their names can stand in addresses. */
  routes?: string[];
  /** Can all route names that occur? */
  routeNamesFine?: boolean;
  /** May a label's cell hold nothing but spaces? */
  blanks: boolean;
  /** Are all currencies that occur codes of three letters? */
  currenciesFine: boolean;
}

/** Everything that rejects a row, the first that holds being the reason. */
export function problems(reading: Reading, known: KnownLabels): Problem[] {
  const { format, texts } = reading;
  const place = (name: FieldName): string => fieldPlace(format, name);
  const has = (name: FieldName): boolean => texts[name] !== undefined;
  const fields = Object.entries(format.fields) as [FieldName, { required?: boolean }][];
  const required = new Set<FieldName>(['starts_at', 'model', 'route']);
  for (const [name, field] of fields) if (field.required) required.add(name);
  return [
    ...jsonProblems(reading),
    ...[...required].map((name) => missing(name, place(name), known)),
    ...timeProblems(texts.ends_at !== undefined, place),
    ...routeProblems(known, place('route')),
    ...COUNTS.filter(has).map((name) => notWhole(name, place(name), LARGEST_COUNT)),
    ...(['requests', 'bucket_seconds'] as const)
      .filter(has)
      .map((name) => notWhole(name, place(name), 2_000_000_000)),
    ...(has('prompt_over') ? [tierProblem(place('prompt_over'))] : []),
    ...splitProblems(format, has, place),
    ...(has('status') ? [statusProblem(place('status'))] : []),
    ...DURATION_FIELDS.filter(has).map((name) => durationProblem(name, place(name), measured(format, name))),
    ...(has('retry_after') ? [waitProblem(place('retry_after'))] : []),
    ...(has('charged') ? chargeProblems(known, place) : []),
  ];
}

/** A price tier that prices cannot begin at, or none that can be read. */
function tierProblem(place: string): Problem {
  return {
    place,
    when: `t_prompt_over IS NOT NULL AND (n_prompt_over IS NULL OR n_prompt_over NOT IN (${PROMPT_BOUNDS.join(', ')}))`,
    message: `'not a prompt size at which a price tier begins: ' || t_prompt_over`,
  };
}

/** Cells whose members are read must hold JSON: else a broken one would count as empty. */
export function jsonProblems({ source }: Reading): Problem[] {
  return source.jsonCells.map((cell) => ({
    place: source.names[Number(cell.slice(1))] ?? cell,
    when: `${cell} IS NOT NULL AND NOT json_valid(${cell})`,
    message: `'not JSON: ' || substr(${cell}, 1, 100)`,
  }));
}

/** True where any of the problems holds. */
export function anyProblem(found: Problem[]): string {
  return `(${found.map(({ when }) => `(${when})`).join(' OR ')})`;
}

/** A field that is empty although every row needs it. */
export function missing(name: FieldName, place: string, known: KnownLabels): Problem {
  const blank = known.blanks && (LABEL_FIELDS as string[]).includes(name) ? ` OR trim(t_${name}) = ''` : '';
  const message =
    name === 'route'
      ? 'no route: say which route the file is of, or name it in the file'
      : 'empty, but needed in every row';
  return { place, when: `t_${name} IS NULL${blank}`, message: literal(message) };
}

/** Times that cannot be read, are out of bounds or run backwards. */
export function timeProblems(ends: boolean, place: (name: FieldName) => string): Problem[] {
  const of = (name: 'starts_at' | 'ends_at'): Problem[] => [
    unreadable(name, place(name), 'not a time'),
    {
      place: place(name),
      when: `n_${name} < TIMESTAMP '2000-01-01' OR n_${name} >= TIMESTAMP '2101-01-01'`,
      message: `'a year outside 2000 to 2100: ' || t_${name}`,
    },
  ];
  if (!ends) return of('starts_at');
  const backwards = {
    place: place('ends_at'),
    when: 'n_ends_at < n_starts_at',
    message: "'ends before it starts'",
  };
  return [...of('starts_at'), ...of('ends_at'), backwards];
}

/** Routes that may not be used. */
export function routeProblems({ routes, routeNamesFine }: KnownLabels, place: string): Problem[] {
  if (!routes) return routeNamesFine ? [] : [unnameable(place)];
  const hint = ': create it first, or let new routes be added as official or relay (new_routes=)';
  const listed = routes.map(literal).join(', ');
  return [
    {
      place,
      when: `trim(t_route) NOT IN (${listed})`,
      message: `'unknown route ' || t_route || ${literal(hint)}`,
    },
  ];
}

/** A new route has to have a name that stands in addresses: as ROUTE_ID has it, in the engine's words. */
function unnameable(place: string): Problem {
  const name = 'trim(t_route)';
  return {
    place,
    when: `length(${name}) > 200 OR ${name} IN ('.', '..') OR regexp_matches(${name}, '\\p{C}')`,
    message: `'no name for a route: at most 200 characters, none of them a control character'`,
  };
}

function unreadable(name: FieldName, place: string, what: string): Problem {
  return {
    place,
    when: `t_${name} IS NOT NULL AND n_${name} IS NULL`,
    message: `${literal(`${what}: `)} || t_${name}`,
  };
}

function notWhole(name: FieldName, place: string, largest: number): Problem {
  return {
    place,
    when: `t_${name} IS NOT NULL AND n_${name} BETWEEN 0 AND ${largest} IS NOT TRUE`,
    message: `CASE WHEN n_${name} IS NULL THEN 'not a whole number: ' WHEN n_${name} < 0 THEN 'negative: ' ELSE 'too large: ' END || t_${name}`,
  };
}

function splitProblems(
  format: Format,
  has: (name: FieldName) => boolean,
  place: (name: FieldName) => string,
): Problem[] {
  const found: Problem[] = [
    {
      place: place('input'),
      when: 'r_uncached_input < 0',
      message: "'cached input and the other parts exceed the input: ' || coalesce(t_input, 'none')",
    },
    {
      place: place('reasoning'),
      when: 'n_reasoning > coalesce(n_output, 0)',
      message: "'more reasoning tokens than output: ' || t_reasoning",
    },
  ];
  if (format.totalsIncludeMedia)
    found.push(
      {
        place: place('cached_input'),
        when: 'r_cached_input < 0',
        message: "'its audio and image parts exceed it'",
      },
      { place: place('output'), when: 'r_output < 0', message: "'its audio and image parts exceed it'" },
    );
  if (format.inputIncludesCached)
    for (const name of ['audio_input', 'image_input'] as const)
      if (has(name))
        found.push({ place: place(name), when: `r_${name} < 0`, message: "'its cached part exceeds it'" });
  return found;
}

function statusProblem(place: string): Problem {
  return {
    place,
    when: "r_status_word = 'unreadable'",
    message: "'neither ok, error nor an HTTP status: ' || t_status",
  };
}

/** A gateway's own part may come out a little below 0: such a row has no part that can be told, and is used. */
function durationProblem(name: DurationField, place: string, value: string): Problem {
  const least = name === 'overhead_ms' ? -LONGEST_DURATION_US : 0;
  return {
    place,
    when: `t_${name} IS NOT NULL AND (n_${name} IS NULL OR ${value} < ${least} OR ${value} > ${LONGEST_DURATION_US})`,
    message: `CASE WHEN n_${name} IS NULL THEN 'not a number: ' WHEN ${value} < 0 THEN 'negative: ' ELSE 'longer than 31 days: ' END || t_${name}`,
  };
}

function waitProblem(place: string): Problem {
  return {
    place,
    when: `t_retry_after IS NOT NULL AND (n_retry_after IS NULL OR n_retry_after NOT BETWEEN 0 AND ${LONGEST_DURATION_US})`,
    message: "'not how long to wait: ' || t_retry_after",
  };
}

/** Amounts that cannot be read, and those without a currency. */
export function chargeProblems(
  { currenciesFine }: KnownLabels,
  place: (name: FieldName) => string,
): Problem[] {
  const found = [unreadable('charged', place('charged'), 'not an amount')];
  if (currenciesFine) return found;
  return [
    ...found,
    {
      place: place('charged_currency'),
      when: "n_charged IS NOT NULL AND regexp_full_match(t_charged_currency, '[A-Z]{3}') IS NOT TRUE",
      message:
        "CASE WHEN t_charged_currency IS NULL THEN 'an amount without a currency' ELSE 'not a currency code of three letters: ' || t_charged_currency END",
    },
  ];
}
