import Big from 'big.js';
import type { Check, ClaimSpec } from './claim-spec';
import { amountText, grouped, percentAtLeast, percentText, reaches, savedShare } from './claim-numbers';
import type { Judgement } from './judgement';

type CheckOf<Kind extends Check['kind']> = Extract<Check, { kind: Kind }>;

/** What this team's own usage costs on both routes. */
export interface SavingFacts {
  baseline: string;
  candidate: string;
  /** The payer's currency. */
  home: string;
  /** Of the landed cost on the baseline; undefined where nothing has a price and a rate. */
  savingPct?: number;
  /** Saved, in the claim's currency, decimal; and the priced tokens that it is of. */
  saving?: string;
  tokens?: number;
  /** CNY per USD that is known last, and of when. */
  market?: { rate: string; of: string };
}

const UPLOAD =
  'Upload usage with its tokens, and enter the terms of the relay: the saving is then computed row by row.';

/**
 * A percentage saved: 1 − credit price ÷ market rate for a payer of yuan, and the same usage on both routes. Arithmetic
 * that falls short contradicts; else what the data says decides, and without data it is supported for a payer of yuan.
 */
export function judgeSavingPct(
  claim: ClaimSpec & { check: CheckOf<'saving_pct'> },
  facts: SavingFacts,
): Judgement {
  const { credit_price: credit, market_rate: rate } = claim.check;
  const figure = claim.figure ?? '0';
  const claimed = percentText(Big(figure), figure.split('.')[1]?.length ?? 0);
  const most = savedShare(credit, rate).times(100);
  const now = facts.market;
  const working = [
    shareLine(credit, rate, 'for a payer of yuan'),
    ...(now ? [shareLine(credit, now.rate, `at the rate of ${now.of}`)] : []),
    'Costs that are not paid in yuan save nothing by it: 0 %'.replace(' %', '\u00a0%'),
  ];
  const short = !reaches(most, figure);
  const measured =
    facts.savingPct === undefined
      ? null
      : `The same usage costs ${percentText(Big(facts.savingPct), 1)} less on ${facts.candidate} than on ${facts.baseline}, all terms, fees and rates counted.`;
  if (short)
    return {
      verdict: 'contradicted',
      why: `Arithmetic allows ${percentText(most)} at most, not ${claimed}.`,
      working,
      measured,
      decides: null,
    };
  if (facts.savingPct === undefined) return pctWithoutData(facts.home, claimed, working);
  const own = Big(facts.savingPct);
  const holds = reaches(own, figure);
  return {
    verdict: holds ? 'supported' : 'contradicted',
    why: holds
      ? `Your own usage saves ${own.gte(figure) ? `${claimed} or more` : `${percentAtLeast(own)}, which is ${claimed} as the claim rounds it,`} on the terms entered.`
      : `Arithmetic allows it, but your own usage saves less than ${claimed}.`,
    working,
    measured,
    decides: 'What the relay charges in the end: reconcile its bill against the terms entered.',
  };
}

function pctWithoutData(home: string, claimed: string, working: string[]): Judgement {
  const isYuan = home === 'CNY';
  return {
    verdict: isYuan ? 'supported' : 'data decides',
    why: isYuan
      ? `Supported by arithmetic for a payer of yuan; what you save of ${claimed} is for your data to decide.`
      : `It holds for costs that are paid in yuan; how much of yours are is for your data to decide.`,
    working,
    measured: null,
    decides: UPLOAD,
  };
}

function shareLine(credit: string, rate: string, whose: string): string {
  return `1 − ¥${credit} ÷ ¥${rate} = ${percentText(savedShare(credit, rate).times(100))} ${whose}`;
}

/**
 * An amount saved for a volume. At most volume × the dearest price × (1 − credit price ÷ market rate) can be saved: more is
 * contradicted by arithmetic, whatever the data. Dollars that do not fit are tried as yuan.
 */
export function judgeSavingAmount(
  claim: ClaimSpec & { check: CheckOf<'saving_amount'> },
  facts: SavingFacts,
): Judgement {
  const { tokens, dearest_per_million: dearest, credit_price: credit, market_rate: rate } = claim.check;
  const currency = claim.unit ?? 'USD';
  const figure = Big(claim.figure ?? '0');
  const millions = Big(tokens).div(1_000_000);
  const share = savedShare(credit, rate);
  const perDollar = currency === 'CNY' ? Big(rate) : Big(1);
  const list = millions.times(dearest);
  const most = list.times(perDollar).times(share);
  const million = `${grouped(millions, millions.mod(1).eq(0) ? 0 : 2)} million tokens`;
  const named = amountText(figure, currency);
  const saved = percentText(share.times(100));
  const working = [
    `${million} × $${dearest} per million, the dearest = ${amountText(list, 'USD')} of list cost`,
    `${amountText(list, 'USD')}${currency === 'CNY' ? ` × ¥${rate}` : ''} × (1 − ¥${credit} ÷ ¥${rate}) = ${amountText(most, currency)}, the most that can be saved`,
  ];
  const measured = amountMeasured(facts, tokens, million, currency);
  if (share.lte(0) || figure.gt(most)) {
    const needs = share.gt(0) ? figure.div(perDollar).div(millions).div(share) : undefined;
    const needed = needs
      ? [`${named} ÷ ${saved} ÷ ${million} = ${amountText(needs, 'USD')} per million would be needed`]
      : [];
    const yuan = currency === 'USD' && share.gt(0) ? asYuan(figure, claim.check, million) : undefined;
    return {
      verdict: 'contradicted',
      why: `Contradicted by arithmetic: at most ${amountText(most, currency)} can be saved, not ${named}.${yuan ? ` It fits as ${amountText(figure, 'CNY')}: probably yuan read as dollars.` : ''}`,
      working: [...working, ...needed, ...(yuan ? [yuan] : [])],
      measured: measured?.text ?? null,
      decides: null,
    };
  }
  if (!measured)
    return {
      verdict: 'data decides',
      why: `Arithmetic allows up to ${amountText(most, currency)}; what your mix of models saves is for your data to decide.`,
      working,
      measured: null,
      decides: UPLOAD,
    };
  const holds = reaches(measured.amount, claim.figure ?? '0');
  return {
    verdict: holds ? 'supported' : 'contradicted',
    why: holds
      ? `Your own mix of models saves ${measured.amount.gte(figure) ? `${named} or more` : `${amountText(measured.amount.round(2, Big.roundDown), currency)}, which is ${named} as the claim rounds it,`} for ${million}.`
      : `Arithmetic allows it, but your own mix of models saves less than ${named} for ${million}.`,
    working,
    measured: measured.text,
    decides: 'What the relay charges in the end: reconcile its bill against the terms entered.',
  };
}

/** The same figure read as yuan: figure ÷ (rate − credit price) ÷ millions of tokens; undefined where that fits no model. */
function asYuan(figure: Big, check: CheckOf<'saving_amount'>, million: string): string | undefined {
  const { tokens, dearest_per_million: dearest, credit_price: credit, market_rate: rate } = check;
  const blend = figure.div(Big(rate).minus(credit)).div(Big(tokens).div(1_000_000));
  if (blend.gt(dearest)) return undefined;
  const named = amountText(figure, 'CNY');
  return `${named} ÷ (¥${rate} − ¥${credit}) ÷ ${million} = ${amountText(blend, 'USD')} per million, a blend that models have: it fits as ${named}`;
}

function amountMeasured(
  { saving, tokens: counted, baseline, candidate }: SavingFacts,
  tokens: string,
  million: string,
  currency: string,
): { amount: Big; text: string } | undefined {
  if (saving === undefined || !counted) return undefined;
  const amount = Big(saving).times(tokens).div(counted);
  return {
    amount,
    text: `At your own mix of models, ${million} cost ${amountText(amount.abs(), currency)} ${amount.lt(0) ? 'more' : 'less'} on ${candidate} than on ${baseline}.`,
  };
}
