import { BRIDGE_LABELS, bridgeParts } from '$lib/charts/bridge-steps';
import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import { period } from '$lib/components/format-date';
import { money, moneyChange } from '$lib/components/format-money';
import { counted } from '$lib/components/format-number';
import { moneyLeftOut, moneySources } from '$lib/components/money-evidence';
import type { BridgeAnswer } from '$lib/server/answers/bridge-answer';
import type { BridgePart } from '$lib/spend/bridge';

/** How each part is worked out, in the order of the steps. */
const HOW: Record<BridgePart, string> = {
  volume: 'cost before × (all tokens after ÷ all tokens before − 1), models of both periods',
  mix: 'the tokens after, by model, route and token class, at the cost per token before, less the step above',
  price: 'the same × what list price × multiplier (or the charge) became, before rates and fees',
  exchange_rate: 'the same × what the price of credit and the exchange rates became',
  fees_and_taxes: 'what top-up, conversion and taxes became',
  new_models: 'cost of models without tokens before',
  vanished_models: 'cost of models without tokens after',
  not_comparable: 'models used in both periods that have a price, charge and rate in one of them only',
  other_charges: 'charges that come without tokens',
};

/** How a bridge was worked out: one thing moved at a time, in this order. */
export function bridgeEvidence(answer: BridgeAnswer): EvidenceSpec {
  const { totals, currency, basis, before, after, per_day } = answer;
  const { parts } = totals;
  const shown = bridgeParts(answer);
  const each = per_day
    ? ` Every amount is divided by the days with data: ${counted(before.days_with_data, 'day')} before, ${counted(after.days_with_data, 'day')} after.`
    : '';
  return {
    title: `Change from ${period(before.from, before.to)} to ${period(after.from, after.to)}`,
    value: moneyChange(totals.difference, currency),
    formula: `Per model and route, one thing is moved at a time, in the order of the parts; each part is what its step changes. A model that is new on a route is held against its cost on all routes before, a token class without use before takes its later price.${each}`,
    working: parts
      ? `${moneyChange(totals.difference, currency)} = ${shown.map((part) => moneyChange(parts[part], currency)).join(' ')}`
      : '',
    inputs: [
      { label: 'Before', value: money(totals.before, currency), note: period(before.from, before.to) },
      ...shown.map((part) => ({
        label: BRIDGE_LABELS[part],
        value: moneyChange(parts?.[part], currency),
        note: HOW[part],
      })),
      { label: 'After', value: money(totals.after, currency), note: period(after.from, after.to) },
    ],
    sources: moneySources(basis),
    rowsUsed: basis.rows,
    leftOut: moneyLeftOut(basis),
    links: [
      { label: 'The rows after', href: '/rows' },
      { label: 'The rows before', href: `/rows?from=${before.from}&to=${before.to}` },
      { label: 'Routes', href: '/data/routes' },
    ],
  };
}
