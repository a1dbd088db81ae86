import { percent } from '$lib/components/format-number';
import type { FilledSpec } from '$lib/roi/scenario-spec';
import type { SavedScenario } from '$lib/server/answers/scenarios';
import { UNKNOWN } from '$lib/components/unknown';
import { draftOf } from './draft';
import { estimate, estimateShort, monthsText } from './estimates';
import { FIELD_GROUPS, type Field } from './fields';

/** One line of scenarios beside each other. */
export interface ComparisonRow {
  label: string;
  /** What each scenario has, in their order. */
  values: string[];
  /** Do they differ? */
  differs: boolean;
}

/** Results first, then every input, of scenarios beside each other. */
export function comparisonRows(scenarios: SavedScenario[]): ComparisonRow[] {
  const drafts = scenarios.map(({ scenario }) => draftOf(scenario));
  const inputs = [...FIELD_GROUPS.flatMap(({ title, fields }) => fields.map((field) => ({ title, field })))];
  return [
    ...results(scenarios),
    row(
      'Currency',
      scenarios.map(({ scenario }) => scenario.currency),
    ),
    row(
      'Adoption by month',
      drafts.map((draft) => `${draft['adoption_pct']} %`),
    ),
    row(
      'Mirrored by month',
      drafts.map((draft) => (draft['mirrored_pct'] ? `${draft['mirrored_pct']} %` : 'none')),
    ),
    ...inputs.map(({ title, field }) =>
      row(
        labelOf(title, field),
        drafts.map((draft, i) => said(field, draft[field.key] ?? '', scenarios[i]?.scenario)),
      ),
    ),
  ];
}

function results(scenarios: SavedScenario[]): ComparisonRow[] {
  const each = (show: (one: SavedScenario['result'], currency: string) => string): string[] =>
    scenarios.map(({ result }) => show(result, result.currency));
  return [
    row(
      'Net present value',
      each(({ npv }, currency) => estimate(npv, currency)),
    ),
    row(
      '8 in 10 futures',
      each(
        ({ simulation: { npv } }, currency) =>
          `${estimateShort(npv.p10, currency)} to ${estimateShort(npv.p90, currency)}`,
      ),
    ),
    row(
      'Chance of a loss',
      each(({ simulation }) => percent(simulation.loss_probability_pct)),
    ),
    row(
      'Payback',
      each(({ payback_months: months }) => (months === null ? UNKNOWN : monthsText(months))),
    ),
    row(
      'Return a year (IRR)',
      each(({ irr_pct }) => percent(irr_pct)),
    ),
    row(
      'Return on the one-time cost',
      each(({ roi_pct }) => percent(roi_pct)),
    ),
    row(
      'Sum of flows',
      each(({ sum }, currency) => estimate(sum, currency)),
    ),
  ];
}

function row(label: string, values: string[]): ComparisonRow {
  return { label, values, differs: new Set(values).size > 1 };
}

/** The uncertain ones have names that occur twice. */
function labelOf(title: string, field: Field): string {
  return title === 'What is uncertain' ? `Uncertain: ${field.label.toLowerCase()}` : field.label;
}

function said({ unit }: Field, text: string, spec: FilledSpec | undefined): string {
  if (text === '') return UNKNOWN;
  if (unit === 'rate') return `${text} CNY per USD`;
  if (unit.startsWith('money')) return estimate(Number(text), spec?.currency ?? '');
  return `${text} ${unit}`.trim();
}
