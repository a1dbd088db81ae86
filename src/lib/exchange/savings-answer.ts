import type { Basis } from '../usage/basis';
import { picoToDecimal } from '../usage/money';
import type { Day } from '../usage/spend-cell';
import { staleBasis } from './rates-used';
import type { Route } from './route';
import type { Savings, SavingsFigures } from './savings';
import type { SavingsInput } from './savings-groups';
import { termsOn } from './terms';

/** The same usage costed on two routes (api.md "Savings"); money in `currency`, decimal with 12 places. */
export interface SavingsAnswer {
  currency: string;
  basis: Basis;
  baseline: RouteSummary;
  candidate: RouteSummary;
  rows: SavingsAnswerRow[];
  totals: SavingsAnswerFigures;
  /** Priced usage that is in no figure. */
  left_out: LeftOutAnswer;
  break_even: {
    /** CNY per USD at which the saving is 0. */
    market_rate: string | null;
    credit_price: { amount: string; currency: string } | null;
    /** Why one of them is null. */
    why: string | null;
  };
}

/** Priced usage without a figure on both routes; requests as far as sources tell. */
export interface LeftOutAnswer {
  /** Before the first terms of one of the routes. */
  no_terms: { requests: number; tokens: number };
  /** On days for which no exchange rate is known. */
  no_rate: { requests: number; tokens: number };
}

export interface RouteSummary {
  id: string;
  name: string;
  kind: 'official' | 'relay';
  /** Terms in force on the last day of the usage; null before the first terms. */
  terms: TermsSummary | null;
  /** How many credit lots it has. They have no part in savings: usage that is only supposed never used them up. */
  credit_lots: number;
}

export interface TermsSummary {
  effective_from: string;
  credit_price: { amount: string; currency: string };
  multipliers: { model: string; value: string }[];
  fees: {
    top_up_pct: string;
    top_up_min: string;
    conversion_pct: string;
    vat_pct: string;
    withholding_pct: string;
  };
  source: string;
}

export interface SavingsAnswerRow extends SavingsAnswerFigures {
  model: string;
  provider: string | null;
}

export interface SavingsAnswerFigures {
  /** Null where no source tells how many requests there were. */
  requests: number | null;
  tokens: number;
  list: string | null;
  list_usd: string | null;
  baseline: string | null;
  candidate: string | null;
  saving: string | null;
  saving_pct: number | null;
  parts: SavingsAnswerParts | null;
  /** Fees and taxes line by line: they sum to that part exactly. */
  fee_parts: FeePartsJson | null;
  unpriced_tokens: number;
}

export interface FeePartsJson {
  top_up: string;
  conversion: string;
  vat: string;
  withholding: string;
}

/** They sum to the saving exactly. Positive makes the candidate cheaper. */
export interface SavingsAnswerParts {
  list_price: string;
  multiplier: string;
  exchange_rate: string;
  fees_and_taxes: string;
  caching: string;
}

/** What an answer says beside the figures themselves. */
export interface SavingsContext extends Pick<SavingsInput, 'baseline' | 'candidate' | 'rate'> {
  /** Last day of the usage. */
  lastDay: Day;
  /** Latest date on which a price was checked. */
  pricesAsOf: string | null;
}

/** Savings as pages and the API give them; the same function runs on the server and behind the sliders. */
export function savingsAnswer(savings: Savings, context: SavingsContext): SavingsAnswer {
  const { breakEven } = savings;
  return {
    currency: savings.currency,
    basis: basisOf(savings, context),
    baseline: routeSummary(context.baseline, context.lastDay),
    candidate: routeSummary(context.candidate, context.lastDay),
    rows: savings.rows.map((row) => ({
      model: row.model,
      provider: row.provider ?? null,
      ...figuresJson(row),
    })),
    totals: figuresJson(savings.totals),
    left_out: { no_terms: savings.leftOut.noTerms, no_rate: savings.leftOut.noRate },
    break_even: {
      market_rate: breakEven.marketRate ?? null,
      credit_price: breakEven.creditPrice ?? null,
      why: breakEven.marketRateWhy ?? breakEven.creditPriceWhy ?? null,
    },
  };
}

function basisOf({ totals, leftOut, rates }: Savings, { rate, pricesAsOf }: SavingsContext): Basis {
  const { latest } = rates;
  return {
    prices_as_of: pricesAsOf,
    rate: {
      policy: rate.policy,
      base: rates.base,
      quote: rates.quote,
      latest: latest?.rate ?? null,
      of: latest?.of ?? null,
      source: latest?.source ?? null,
      age_days: latest?.ageDays ?? null,
      ...staleBasis(rates, rates.staleTokens),
    },
    unpriced_requests: totals.unpricedRequests,
    partly_unpriced_requests: totals.partlyUnpricedRequests,
    unpriced_tokens: totals.unpricedTokens,
    tier_unknown_requests: totals.tierUnknownRequests,
    time_unknown_requests: totals.timeUnknownRequests,
    unrated_requests: leftOut.noRate.requests + leftOut.noTerms.requests,
    unrated_tokens: leftOut.noRate.tokens + leftOut.noTerms.tokens,
    credit_lots: [],
    rows: totals.records,
  };
}

/** A route with its terms in force on a day. */
export function routeSummary(route: Route, day: Day): RouteSummary {
  const terms = termsOn(route, day);
  return {
    id: route.id,
    name: route.name,
    kind: route.kind,
    credit_lots: route.lots?.length ?? 0,
    terms: terms
      ? {
          effective_from: terms.effectiveFrom,
          credit_price: terms.creditPrice,
          multipliers: terms.multipliers,
          fees: {
            top_up_pct: terms.fees.topUpPct,
            top_up_min: terms.fees.topUpMin,
            conversion_pct: terms.fees.conversionPct,
            vat_pct: terms.fees.vatPct,
            withholding_pct: terms.fees.withholdingPct,
          },
          source: terms.source,
        }
      : null,
  };
}

function figuresJson(row: SavingsFigures): SavingsAnswerFigures {
  const known = row.records > row.recordsWithoutRequests || row.records === 0;
  return {
    requests: known ? row.requests : null,
    tokens: row.tokens,
    ...moneyJson(row.figures),
    unpriced_tokens: row.unpricedTokens,
  };
}

function moneyJson(
  figures: SavingsFigures['figures'],
): Omit<SavingsAnswerFigures, 'requests' | 'tokens' | 'unpriced_tokens'> {
  if (!figures)
    return {
      list: null,
      list_usd: null,
      baseline: null,
      candidate: null,
      saving: null,
      saving_pct: null,
      parts: null,
      fee_parts: null,
    };
  return {
    list: picoToDecimal(figures.list),
    list_usd: picoToDecimal(figures.listUsd),
    baseline: picoToDecimal(figures.baseline),
    candidate: picoToDecimal(figures.candidate),
    saving: picoToDecimal(figures.saving),
    saving_pct: figures.savingPct ?? null,
    parts: {
      list_price: picoToDecimal(figures.parts.listPrice),
      multiplier: picoToDecimal(figures.parts.multiplier),
      exchange_rate: picoToDecimal(figures.parts.exchangeRate),
      fees_and_taxes: picoToDecimal(figures.parts.feesAndTaxes),
      caching: picoToDecimal(figures.parts.caching),
    },
    fee_parts: {
      top_up: picoToDecimal(figures.feeParts.topUp),
      conversion: picoToDecimal(figures.feeParts.conversion),
      vat: picoToDecimal(figures.feeParts.vat),
      withholding: picoToDecimal(figures.feeParts.withholding),
    },
  };
}
