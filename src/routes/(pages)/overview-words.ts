import { period } from '$lib/components/format-date';
import { moneyWhole } from '$lib/components/format-money';
import type { AnswerPart } from '$lib/components/answer-part';
import type { SavingsAnswer, SavingsAnswerParts } from '$lib/exchange/savings-answer';
import { totalEvidence } from '$lib/components/savings-evidence';

const PART_NAMES: Record<keyof SavingsAnswerParts, string> = {
  list_price: 'list price',
  multiplier: 'multiplier',
  exchange_rate: 'exchange rate',
  fees_and_taxes: 'fees and taxes',
  caching: 'caching',
};

/** The answer of Overview as a sentence to say aloud, its figures open to "why". */
export function overviewSentence(savings: SavingsAnswer, from: string, to: string): AnswerPart[] {
  const { totals, baseline, candidate, currency } = savings;
  if (totals.saving === null)
    return [
      `What the traffic of ${period(from, to)} costs cannot be said yet: none of its tokens has a price and a rate.`,
    ];
  const on = baseline.kind === 'official' ? 'the official route' : baseline.name;
  return [
    `Running the traffic of ${period(from, to)} through ${candidate.name} would have cost `,
    { text: moneyWhole(totals.candidate, currency), evidence: totalEvidence(savings, 'candidate') },
    ' instead of ',
    { text: moneyWhole(totals.baseline, currency), evidence: totalEvidence(savings, 'baseline') },
    ` on ${on}: `,
    ...outcome(savings, totals.saving),
  ];
}

function outcome(savings: SavingsAnswer, saving: string): AnswerPart[] {
  if (!/[1-9]/.test(saving)) return ['the same.'];
  const dearer = saving.startsWith('-');
  const size = moneyWhole(saving.replace('-', ''), savings.currency);
  return [
    { text: size, evidence: totalEvidence(savings, 'saving') },
    `${dearer ? ' more' : ' less'}${madeOf(savings)}.`,
  ];
}

/** Which part makes most of the saving: from 95 % on almost all of it, from half on most of it. */
function madeOf({ totals }: SavingsAnswer): string {
  const total = Number(totals.saving);
  const [name, value] = Object.entries(totals.parts ?? {})
    .map(([key, part]) => [key as keyof SavingsAnswerParts, Number(part)] as const)
    .reduce((most, part) => (Math.abs(part[1]) > Math.abs(most[1]) ? part : most), [
      'list_price',
      0,
    ] as const);
  const share = value / total;
  if (share >= 0.95) return `, almost all of it ${PART_NAMES[name]}`;
  return share >= 0.5 ? `, most of it ${PART_NAMES[name]}` : '';
}
