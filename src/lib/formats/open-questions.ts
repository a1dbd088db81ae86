import type { FieldName, NumberStyle } from './format';
import type { Question } from './propose-field';
import type { SampledColumn } from './sampled-column';

type Matches = Map<FieldName, SampledColumn[]>;

/** What a file as a whole leaves open: missing fields, columns that vie for a field, zone, number style, currency. */
export function openQuestions(matches: Matches, styles: NumberStyle[]): Question[] {
  return [
    ...missing(matches),
    ...rivals(matches),
    ...zone(matches),
    ...numberStyle(styles),
    ...currency(matches),
  ];
}

const MISSING: [FieldName, string][] = [
  ['starts_at', 'No column looks like a time. Which one holds it, or at which time did all rows start?'],
  ['model', 'No column names the model. Which one does, or which model did all rows use?'],
  ['input', 'No column looks like input tokens. Which one holds them?'],
  ['output', 'No column looks like output tokens. Which one holds them?'],
];

function missing(matches: Matches): Question[] {
  return MISSING.filter(([field]) => !matches.has(field)).map(([field, question]) => ({
    where: `fields.${field}`,
    question,
    choices: [],
  }));
}

function rivals(matches: Matches): Question[] {
  const contested = [...matches].filter(([, found]) => found.length > 1);
  return contested.map(([field, found]) => ({
    where: `fields.${field}.column`,
    question: `Several columns look like ${field}. Which one is it?`,
    choices: found.map(({ name }) => name),
    assumed: found[0]?.name ?? '',
  }));
}

function zone(matches: Matches): Question[] {
  const times = matches.get('starts_at')?.[0];
  const zoneless = times?.texts.find(
    (text) => /^\d{4}-\d{2}-\d{2}/.test(text) && !/(Z|[+-]\d{2}:?\d{2})$/i.test(text.slice(10)),
  );
  if (!times || zoneless === undefined) return [];
  const question = `Times in ${times.name} carry no zone (${zoneless}). In which zone are they?`;
  return [{ where: 'zone', question, choices: [], assumed: 'UTC' }];
}

function numberStyle(styles: NumberStyle[]): Question[] {
  if (styles.length === 1) return [];
  const question =
    styles.length === 0
      ? 'The numbers are written in no known style, or in several. How are they written?'
      : 'The numbers can be read in several ways. How are they written?';
  return [{ where: 'number_style', question, choices: styles, assumed: styles[0] ?? '1234.56' }];
}

function currency(matches: Matches): Question[] {
  const charged = matches.get('charged')?.[0];
  const known = matches.has('charged_currency') || (charged?.unit !== undefined && charged.unit !== 'cents');
  if (!charged || known) return [];
  const question = `In which currency is ${charged.name}?`;
  return [{ where: 'currency', question, choices: [], assumed: 'USD' }];
}
