import { moneyWhole } from '$lib/components/format-money';
import type { SavingsAnswer, SavingsAnswerParts } from '$lib/exchange/savings-answer';
import { partStep, partWords, totalStep, type AmountStep } from './amount-steps';

const PARTS: [keyof SavingsAnswerParts, string][] = [
  ['list_price', 'List price'],
  ['multiplier', 'Multiplier'],
  ['exchange_rate', 'Exchange rate'],
  ['fees_and_taxes', 'Fees and taxes'],
  ['caching', 'Caching'],
];

/** From the baseline through the parts of the saving to the candidate. A saving makes the bar shorter. */
export function savingSteps({ totals, currency, baseline, candidate }: SavingsAnswer): AmountStep[] {
  const { parts } = totals;
  if (!parts || totals.baseline === null || totals.candidate === null) return [];
  return [
    totalStep(baseline.name, totals.baseline, currency, baseline.kind),
    ...PARTS.map(([key, label]) => partStep(label, lessOf(parts[key]), currency)),
    totalStep(candidate.name, totals.candidate, currency, candidate.kind),
  ];
}

/** The steps in one sentence; parts that change nothing are not in it. */
export function savingSummary(answer: SavingsAnswer): string {
  const { totals, currency, baseline, candidate } = answer;
  const said = partWords(savingSteps(answer), currency);
  const ends = `From ${moneyWhole(totals.baseline, currency)} on ${baseline.name} to ${moneyWhole(totals.candidate, currency)} on ${candidate.name}`;
  return said.length > 0 ? `${ends}: ${said.join(', ')}.` : `${ends}.`;
}

/** What is saved is taken from the landed cost. */
function lessOf(part: string): string {
  if (!/[1-9]/.test(part)) return part;
  return part.startsWith('-') ? part.slice(1) : `-${part}`;
}
