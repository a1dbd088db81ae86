import type { AnswerPart } from '$lib/components/answer-part';
import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import type { Figure } from '$lib/components/figure';
import { period } from '$lib/components/format-date';
import { money, moneyPer, moneyShort, moneyUnit, moneyWhole } from '$lib/components/format-money';
import { count, counted, percent, short, signed } from '$lib/components/format-number';
import { moneyLeftOut, moneySources } from '$lib/components/money-evidence';
import { NO_BASE, UNKNOWN } from '$lib/components/unknown';
import type {
  SpendAnswer,
  SpendConversations,
  SpendFigures,
  SpendKey,
} from '$lib/server/answers/spend-answer';
import { decimalToPico, picoToDecimal } from '$lib/usage/money';

export interface Compared {
  from: string;
  to: string;
}

const PREPOSITIONS: Partial<Record<SpendKey, string>> = {
  route: 'on',
  region: 'in',
  day: 'on',
  month: 'in',
};

/** What the period cost, what most of it went on, and how that differs from the compared period. */
export function spendSentence(
  table: SpendAnswer,
  said: { period: string; top: string | undefined; compared: Compared | undefined; by: SpendKey },
): AnswerPart[] {
  const { totals, currency, rows } = table;
  if (totals.landed === null)
    return [`What the traffic of ${said.period} cost cannot be said yet: ${missingText(table, 'landed')}.`];
  const share = shareOf(rows[0]?.landed, totals.landed);
  const most =
    said.top !== undefined && rows.length > 1
      ? `, ${percent(share, 0)} of it ${PREPOSITIONS[said.by] ?? 'for'} ${said.top}`
      : '';
  return [
    `The traffic of ${said.period} cost `,
    { text: moneyWhole(totals.landed, currency), evidence: landedEvidence(table) },
    `${most}${changeText(table, said.compared)}.`,
  ];
}

/** Part of a whole in percent; undefined where either is not known. */
export function shareOf(part: string | null | undefined, whole: string | null): number | undefined {
  if (part === null || part === undefined || whole === null || Number(whole) === 0) return undefined;
  return (Number(part) / Number(whole)) * 100;
}

/** What is more than before, as a decimal string. */
export function changeOf(now: string | null, before: string | null | undefined): string | undefined {
  if (now === null || before === null || before === undefined) return undefined;
  return picoToDecimal(decimalToPico(now) - decimalToPico(before));
}

function changeText({ totals, compared, currency }: SpendAnswer, period_: Compared | undefined): string {
  if (!compared || !period_) return '';
  const change = changeOf(totals.landed, compared.totals.landed);
  if (change === undefined) return `; ${period(period_.from, period_.to)} gives ${NO_BASE}`;
  const share = shareOf(change, compared.totals.landed);
  const less = change.startsWith('-');
  return `, ${moneyWhole(change.replace('-', ''), currency)} ${less ? 'less' : 'more'} than in ${period(period_.from, period_.to)} (${signed(percent(share))})`;
}

/** Landed, list and charged cost, requests, cost per request; with the change where a period is compared. */
export function spendFigures(table: SpendAnswer): Figure[] {
  const { totals, currency } = table;
  const per = moneyPer(totals.landed, totals.requests);
  return [
    amountFigure(table, 'landed', 'Landed cost', landedEvidence(table)),
    amountFigure(table, 'list', 'List cost', listEvidence(table)),
    amountFigure(table, 'charged', 'Charged', chargedEvidence(table)),
    {
      label: 'Requests',
      value: totals.requests === null ? UNKNOWN : short(totals.requests),
      title: count(totals.requests),
      note: totals.requests === null ? 'the sources give tokens only' : `${short(tokensOf(totals))} tokens`,
    },
    {
      label: 'Per request',
      value: moneyUnit(per, currency),
      note: 'landed cost ÷ requests',
      ...(per === undefined
        ? {}
        : {
            evidence: {
              title: 'Landed cost per request',
              value: moneyUnit(per, currency),
              formula: 'Landed cost ÷ requests',
              working: `${moneyUnit(per, currency)} = ${money(totals.landed, currency)} ÷ ${count(totals.requests)}`,
              sources: moneySources(table.basis),
              rowsUsed: table.basis.rows,
              leftOut: moneyLeftOut(table.basis),
            },
          }),
    },
  ];
}

/** Why an amount is not known: no price, no charge, or no exchange rate for what there is. */
export function missingText(
  { totals, currency }: Pick<SpendAnswer, 'totals' | 'currency'>,
  key: 'landed' | 'list' | 'charged',
): string {
  const isPriced = Object.keys(totals.list_by_currency).length > 0;
  const isCharged = Object.keys(totals.charged_by_currency).length > 0;
  const hasAmounts = { landed: isPriced || isCharged, list: isPriced, charged: isCharged }[key];
  if (hasAmounts) return `no exchange rate to ${currency} is known for these days`;
  if (key === 'charged') return 'no source here says what was charged';
  return key === 'list' ? 'nothing here has a price' : 'nothing here has a price or a charge';
}

function amountFigure(
  table: SpendAnswer,
  key: 'landed' | 'list' | 'charged',
  label: string,
  evidence: EvidenceSpec,
): Figure {
  const { totals, compared, currency } = table;
  const amount = totals[key];
  const change = compared ? changeOf(amount, compared.totals[key]) : undefined;
  const share = change === undefined ? undefined : shareOf(change, compared?.totals[key] ?? null);
  const changed =
    change === undefined ? NO_BASE : `${signed(moneyShort(change, currency))}, ${signed(percent(share))}`;
  const note = amount === null ? missingText(table, key) : compared ? changed : NOTES[key];
  return { label, value: moneyShort(amount, currency), title: money(amount, currency), note, evidence };
}

const NOTES = {
  landed: 'on the routes really taken',
  list: "at the providers' own prices",
  charged: 'as the sources say',
};

/** Tokens processed: the disjoint classes, without reasoning, which is part of the output. */
export function tokensOf({ tokens }: SpendFigures): number {
  return Object.entries(tokens ?? {}).reduce(
    (sum, [name, value]) => (name === 'reasoning' ? sum : sum + value),
    0,
  );
}

function landedEvidence({ totals, basis, currency }: SpendAnswer): EvidenceSpec {
  return {
    title: 'Landed cost',
    value: money(totals.landed, currency),
    formula:
      'What the source says was charged where it does, else list cost × multiplier × credit price × (1 + top-up); × rate of the day × (1 + conversion) × (1 + taxes)',
    inputs: [
      { label: 'List cost', value: money(totals.list, currency), note: 'converted at the rate of each day' },
      {
        label: 'Charged',
        value: money(totals.charged, currency),
        note: totals.charged === null ? missingText({ totals, currency }, 'charged') : NOTES.charged,
      },
      { label: 'Tokens', value: count(tokensOf(totals)) },
    ],
    sources: moneySources(basis),
    rowsUsed: basis.rows,
    leftOut: moneyLeftOut(basis),
    links: [
      { label: 'The rows behind it', href: '/rows' },
      { label: 'Prices', href: '/data/prices' },
      { label: 'Routes', href: '/data/routes' },
    ],
  };
}

function listEvidence({ totals, basis, currency }: SpendAnswer): EvidenceSpec {
  return {
    title: 'List cost',
    value: money(totals.list, currency),
    formula:
      'Σ over token classes: tokens × price ÷ 1,000,000, at the price in force on the day, converted at the rate of the day',
    inputs: Object.entries(totals.list_by_currency).map(([code, amount]) => ({
      label: `In ${code}`,
      value: money(amount, code),
      note: 'as priced, unconverted',
    })),
    sources: moneySources(basis),
    rowsUsed: basis.rows,
    leftOut: moneyLeftOut(basis),
    links: [{ label: 'Prices', href: '/data/prices' }],
  };
}

function chargedEvidence({ totals, basis, currency, charge_lines }: SpendAnswer): EvidenceSpec {
  const inputs = (amounts: Record<string, string>, label: string, note: string) =>
    Object.entries(amounts).map(([code, amount]) => ({
      label: `${label} ${code}`,
      value: money(amount, code),
      note,
    }));
  return {
    title: 'Charged',
    value: money(totals.charged, currency),
    formula: 'What the sources say was charged, converted at the rate of the day, without fees and taxes',
    inputs: [
      ...inputs(totals.charged_by_currency, 'In', charge_lines.used ? 'with cost exports' : NOTES.charged),
      ...inputs(charge_lines.set_aside, 'Set aside,', 'request logs of usage that a cost export charges'),
    ],
    sources: moneySources(basis).slice(-1),
    rowsUsed: basis.rows,
    links: [{ label: 'Rates', href: '/data/rates' }],
  };
}

/** The question under the sentence: how much traffic of what it is made. */
export function spendNote({ totals }: SpendAnswer, groups: string): string {
  const requests =
    totals.requests === null ? 'requests not in this data' : counted(totals.requests, 'request');
  return `${requests}, ${short(tokensOf(totals))} tokens, ${groups}`;
}

/** Under the ranked table: which requests are in no conversation. */
export function tableNote(conversations: SpendConversations | null): string | undefined {
  const { totals, why } = conversations ?? { totals: null, why: null };
  if (!totals) return why === null ? undefined : `Cost per conversation: ${why}.`;
  if (totals.requests_without === 0) return undefined;
  return `Cost per conversation is of requests that belong to one; ${counted(totals.requests_without, 'request')} ${totals.requests_without === 1 ? 'does' : 'do'} not.${why === null ? '' : ` ${why}.`}`;
}
