import type { FeePartsJson, RouteSummary, SavingsAnswer } from '$lib/exchange/savings-answer';
import type { EvidenceSpec } from './evidence.svelte';
import { money } from './format-money';
import { moneyLeftOut, moneySources, termsText } from './money-evidence';

/** Why one of the three totals is what it is: the usage costed on one route, or the difference of both. */
export function totalEvidence(savings: SavingsAnswer, of: 'baseline' | 'candidate' | 'saving'): EvidenceSpec {
  return of === 'saving' ? savingEvidence(savings) : routeEvidence(savings, of);
}

function routeEvidence(savings: SavingsAnswer, side: 'baseline' | 'candidate'): EvidenceSpec {
  const { totals, currency } = savings;
  const route = savings[side];
  return {
    title: `The same usage on ${route.name}`,
    value: money(totals[side], currency),
    formula:
      'Landed cost = list cost × multiplier × credit price × (1 + top-up), at the rate of each day, × (1 + conversion) × (1 + taxes)',
    inputs: [
      {
        label: 'List cost',
        value: money(totals.list_usd, 'USD'),
        note: 'tokens × list price, in US dollars',
      },
      { label: 'List cost', value: money(totals.list, currency), note: 'converted at the rate of each day' },
      { label: 'Terms', value: termsText(route), ...(route.terms ? { note: route.terms.source } : {}) },
      { label: 'Multiplier', value: multipliersText(route) },
    ],
    sources: moneySources(savings.basis),
    rowsUsed: savings.basis.rows,
    leftOut: moneyLeftOut(savings.basis),
    links: [
      { label: 'The rows behind it', href: '/rows' },
      { label: 'Prices', href: '/data/prices' },
      { label: 'Exchange rates', href: '/data/rates' },
      { label: 'Routes', href: '/data/routes' },
    ],
  };
}

const FEES: Record<keyof FeePartsJson, string> = {
  top_up: 'top-up',
  conversion: 'conversion',
  vat: 'value-added tax',
  withholding: 'withholding tax',
};
const FEE_NAMES = ['top_up', 'conversion', 'vat', 'withholding'] as const;

function savingEvidence(savings: SavingsAnswer): EvidenceSpec {
  const { totals, currency, baseline, candidate } = savings;
  const parts = totals.parts ? Object.entries(totals.parts) : [];
  const fees = FEE_NAMES.flatMap((name): [keyof FeePartsJson, string][] => {
    const value = totals.fee_parts?.[name];
    return value !== undefined && /[1-9]/.test(value) ? [[name, value]] : [];
  });
  return {
    title: 'Saving',
    value: money(totals.saving, currency),
    formula: `Saving = landed cost on ${baseline.name} − landed cost on ${candidate.name}, for the same usage`,
    working: `${money(totals.saving, currency)} = ${money(totals.baseline, currency)} − ${money(totals.candidate, currency)}`,
    inputs: [
      ...parts.map(([name, value]) => ({
        label: `of it ${name.replaceAll('_', ' ')}`,
        value: money(value, currency),
      })),
      ...fees.map(([name, value]) => ({
        label: `of fees and taxes ${FEES[name]}`,
        value: money(value, currency),
      })),
    ],
    sources: moneySources(savings.basis),
    rowsUsed: savings.basis.rows,
    leftOut: moneyLeftOut(savings.basis),
    links: [
      { label: 'How it is made up', href: '/exchange' },
      { label: 'The rows behind it', href: '/rows' },
    ],
  };
}

/** Multipliers of list prices: `1`, or each pattern with its own. */
function multipliersText({ terms }: RouteSummary): string {
  const each = (terms?.multipliers ?? []).map(({ model, value }) =>
    model === '*' ? value : `${model}: ${value}`,
  );
  return each.join(', ') || '1';
}
