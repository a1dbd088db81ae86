import { period } from '$lib/components/format-date';
import { moneyWhole } from '$lib/components/format-money';
import type { BridgeAnswer } from '$lib/server/answers/bridge-answer';
import type { BridgePart } from '$lib/spend/bridge';
import { partStep, partWords, totalStep, type AmountStep } from './amount-steps';

/** What each part of a bridge is called. */
export const BRIDGE_LABELS: Record<BridgePart, string> = {
  volume: 'Volume',
  mix: 'Mix',
  price: 'Price',
  exchange_rate: 'Exchange rate',
  fees_and_taxes: 'Fees and taxes',
  new_models: 'New models',
  vanished_models: 'Models no longer used',
  not_comparable: 'Costed in one period only',
  other_charges: 'Charges without tokens',
};

/** Parts that are shown even where they change nothing. */
const ALWAYS: BridgePart[] = ['volume', 'mix', 'price', 'exchange_rate', 'fees_and_taxes'];

/** The parts of a bridge that are to be shown, in their order. */
export function bridgeParts({ totals, rows }: BridgeAnswer): BridgePart[] {
  const isThere = (part: BridgePart): boolean =>
    [totals, ...rows].some(({ parts }) => parts !== null && /[1-9]/.test(parts[part]));
  return (Object.keys(BRIDGE_LABELS) as BridgePart[]).filter(
    (part) => ALWAYS.includes(part) || isThere(part),
  );
}

/** From the compared period through the parts to the other. */
export function bridgeSteps(answer: BridgeAnswer): AmountStep[] {
  const { totals, currency, before, after } = answer;
  const { parts } = totals;
  if (!parts || totals.before === null || totals.after === null) return [];
  return [
    totalStep(period(before.from, before.to), totals.before, currency, 'series-rest'),
    ...bridgeParts(answer).map((part) => partStep(BRIDGE_LABELS[part], parts[part], currency)),
    totalStep(period(after.from, after.to), totals.after, currency, 'muted'),
  ];
}

/** The bridge in one sentence; parts that change nothing are not in it. */
export function bridgeSummary(answer: BridgeAnswer): string {
  const { totals, currency, before, after, per_day } = answer;
  const a = per_day ? ' a day' : '';
  const ends = `From ${moneyWhole(totals.before, currency)}${a} in ${period(before.from, before.to)} to ${moneyWhole(totals.after, currency)}${a} in ${period(after.from, after.to)}`;
  const said = partWords(bridgeSteps(answer), currency);
  return said.length > 0 ? `${ends}: ${said.join(', ')}.` : `${ends}.`;
}
