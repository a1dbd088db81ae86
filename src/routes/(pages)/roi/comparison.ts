import { date, period } from '$lib/components/format-date';
import { fixed, percent } from '$lib/components/format-number';
import { UNKNOWN } from '$lib/components/unknown';
import { INPUT_NAMES } from '$lib/roi/scenario';
import type { FilledSpec } from '$lib/roi/scenario-spec';
import type { SavedScenario } from '$lib/server/answers/scenarios';
import { draftOf } from './draft';
import { estimate, estimateShort, monthsText } from './estimates';
import { FIELD_GROUPS, type Field } from './fields';
import { INPUT_LABELS, inputText } from './input-names';

/** One line of scenarios beside each other. */
export interface ComparisonRow {
  label: string;
  /** What each scenario has, in their order. */
  values: string[];
  /** Do they differ? Judged by the values themselves, not by what is shown of them. */
  differs: boolean;
}

type Result = SavedScenario['result'];

/** Decimals tried until what differs reads differently. */
const FINER = [2, 3, 4, 6, 9, 12];

/** Results first, then every input, then what was measured, of scenarios beside each other. */
export function comparisonRows(scenarios: SavedScenario[]): ComparisonRow[] {
  const drafts = scenarios.map(({ scenario }) => draftOf(scenario));
  const inputs = FIELD_GROUPS.flatMap(({ title, fields }) => fields.map((field) => ({ title, field })));
  const texts = (label: string, text: (one: SavedScenario) => string): ComparisonRow =>
    textRow(label, scenarios.map(text));
  return [
    ...results(scenarios),
    texts('Currency', ({ scenario }) => scenario.currency),
    texts('Adoption by month', ({ scenario }) => `${scenario.adoption_pct.join(', ')} %`),
    texts('Mirrored by month', ({ scenario: { mirrored_pct: shares } }) =>
      shares.length > 0 ? `${shares.join(', ')} %` : 'none',
    ),
    ...inputs.map(({ title, field }) => inputRow(labelOf(title, field), field, scenarios, drafts)),
    ...rangeRows(scenarios),
    texts('Billing of both routes', ({ scenario: { billing } }) => `${billing.official}, ${billing.relay}`),
    texts('Routes', ({ query }) => routesOf(query)),
    texts('Measured with', ({ query }) => filtersOf(query)),
    texts('Days measured', ({ made_on }) => (made_on ? period(made_on.from, made_on.to) : UNKNOWN)),
    texts('Data up to', ({ made_on }) => (made_on ? date(made_on.last_hour) : UNKNOWN)),
  ];
}

function results(scenarios: SavedScenario[]): ComparisonRow[] {
  const results = scenarios.map(({ result }) => result);
  const numbers = (
    label: string,
    value: (one: Result) => number | null,
    show: (value: number, currency: string, places?: number) => string,
  ): ComparisonRow => {
    const values = results.map(value);
    const shown = (places?: number): string[] =>
      results.map((one, i) => (values[i] == null ? UNKNOWN : show(values[i], one.currency, places)));
    return rowOf(
      label,
      results.map((one, i) => `${values[i]} ${one.currency}`),
      shown,
    );
  };
  const amount = (value: number, currency: string, places?: number): string =>
    places === undefined ? estimate(value, currency) : `${fixed(value, places)} ${currency}`;
  const share = (value: number, _: string, places?: number): string => percent(value, places);
  return [
    numbers('Net present value', ({ npv }) => npv, amount),
    rowOf(
      '8 in 10 futures',
      results.map(({ simulation: { npv }, currency }) => `${npv.p10} ${npv.p90} ${currency}`),
      (places) =>
        results.map(({ simulation: { npv }, currency }) => {
          const show =
            places === undefined ? estimateShort : (n: number, of: string) => amount(n, of, places);
          return `${show(npv.p10, currency)} to ${show(npv.p90, currency)}`;
        }),
    ),
    numbers('Chance of a loss', ({ simulation }) => simulation.loss_probability_pct, share),
    numbers(
      'Payback',
      ({ payback_months }) => payback_months,
      (value, _, places) => (places === undefined ? monthsText(value) : `${fixed(value, places)} months`),
    ),
    numbers('Return a year (IRR)', ({ irr_pct }) => irr_pct, share),
    numbers('Return on the one-time cost', ({ roi_pct }) => roi_pct, share),
    numbers('Sum of flows', ({ sum }) => sum, amount),
  ];
}

/** Shown with as many decimals as it takes for different values to read differently. */
function rowOf(label: string, values: string[], shown: (places?: number) => string[]): ComparisonRow {
  const different = new Set(values).size;
  const usual = shown();
  const isApart = (texts: string[]): boolean => new Set(texts).size >= different;
  const finer = isApart(usual) ? undefined : FINER.map((places) => shown(places)).find(isApart);
  return { label, values: finer ?? usual, differs: different > 1 };
}

function textRow(label: string, values: string[]): ComparisonRow {
  return { label, values, differs: new Set(values).size > 1 };
}

function inputRow(
  label: string,
  field: Field,
  scenarios: SavedScenario[],
  drafts: Record<string, string>[],
): ComparisonRow {
  const texts = drafts.map((draft) => draft[field.key] ?? '');
  const said = scenarios.map(({ scenario }, i) => inputSaid(field, texts[i] ?? '', scenario));
  const isMoney = field.unit.startsWith('money');
  const values = scenarios.map(({ scenario }, i) => `${texts[i]} ${isMoney ? scenario.currency : ''}`);
  return rowOf(label, values, (places) => (places === undefined ? said : values.map((text) => text.trim())));
}

/** The inputs that one of them gives a range of its own. */
function rangeRows(scenarios: SavedScenario[]): ComparisonRow[] {
  return INPUT_NAMES.filter((name) => scenarios.some(({ scenario }) => scenario.ranges[name])).map((name) =>
    textRow(
      `Own range: ${INPUT_LABELS[name].toLowerCase()}`,
      scenarios.map(({ scenario: { ranges, currency } }) => {
        const range = ranges[name];
        if (!range) return name === 'market_rate' ? '±5 %' : '±20 %';
        return `${inputText(name, range.low, currency)} to ${inputText(name, range.high, currency)}`;
      }),
    ),
  );
}

function routesOf(query: string): string {
  const params = new URLSearchParams(query);
  return `${params.get('baseline') ?? UNKNOWN} to ${params.get('candidate') ?? UNKNOWN}`;
}

function filtersOf(query: string): string {
  const others = [...new URLSearchParams(query)].filter(([key]) => !NOT_FILTERS.has(key));
  return others.map(([key, value]) => `${key} ${value}`).join(', ') || 'all usage';
}

/** Said in rows of their own. */
const NOT_FILTERS = new Set(['baseline', 'candidate', 'currency', 'data']);

/** The uncertain ones have names that occur twice. */
function labelOf(title: string, field: Field): string {
  return title === 'What is uncertain' ? `Uncertain: ${field.label.toLowerCase()}` : field.label;
}

function inputSaid({ unit }: Field, text: string, spec: FilledSpec): string {
  if (text === '') return UNKNOWN;
  if (unit === 'rate') return `${text} CNY per USD`;
  if (unit.startsWith('money')) return estimate(Number(text), spec.currency);
  return `${text} ${unit}`.trim();
}
