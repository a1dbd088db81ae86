import { FRESH_DAYS } from '$lib/exchange/rate-series';
import type { SavingsAnswer } from '$lib/exchange/savings-answer';
import type { Basis, CreditLotsBasis } from '$lib/usage/basis';
import type { EvidenceSpec } from './evidence.svelte';
import { date } from './format-date';
import { currencySign } from './format-money';
import { counted, fixed } from './format-number';

type Sources = NonNullable<EvidenceSpec['sources']>;

/** Prices and rate that money rests on, with source, date and age. */
export function moneySources(basis: Basis): Sources {
  const { rate } = basis;
  const prices: Sources =
    basis.prices_as_of === null
      ? []
      : [
          {
            what: "Providers' list prices",
            source: 'Price table',
            date: `checked ${date(basis.prices_as_of)}`,
          },
        ];
  const lots = basis.credit_lots.map(lotsSource);
  if (rate.latest === null) return [...prices, ...lots];
  return [
    ...prices,
    ...lots,
    {
      what: `Exchange rate, the latest of those used: ${rateText(basis)}`,
      source: rate.source ?? 'fixed by you',
      ...(rate.of === null ? {} : { date: `of ${date(rate.of)}` }),
      ...(rate.age_days ? { age: `${counted(rate.age_days, 'day')} older than the last usage` } : {}),
      stale: (rate.age_days ?? 0) > FRESH_DAYS,
    },
    ...oldestSource(basis),
  ];
}

/** The oldest of the stale rates, where it is not the latest one of all. */
function oldestSource({ rate: { base, quote, of, oldest } }: Basis): Sources {
  if (!oldest || (oldest.base === base && oldest.quote === quote && oldest.of === of)) return [];
  return [
    {
      what: `The oldest exchange rate used: ${pairText(oldest)}`,
      source: oldest.source,
      date: `of ${date(oldest.of)}`,
      age: `${counted(oldest.age_days, 'day')} older than the usage it converts`,
      stale: true,
    },
  ];
}

/** `¥7.8 per €` */
function pairText({ base, quote, rate }: { base: string; quote: string; rate: string }): string {
  return `${currencySign(quote)}${fixed(rate, 4)} per ${currencySign(base).trim()}`;
}

/** Credit that was bought in lots, and whether it was enough. */
function lotsSource({ route, balance, uncovered, exhausted_on }: CreditLotsBasis): Sources[number] {
  const what = `What the credit lots of ${route} cost, first in, first out, at the rate of the day they were bought`;
  return exhausted_on === null
    ? { what, source: `Routes: ${fixed(balance, 2)} USD of credit left` }
    : {
        what: `${what}; the terms for ${fixed(uncovered, 2)} USD of credit beyond them`,
        source: 'Routes',
        date: `exhausted on ${date(exhausted_on)}`,
      };
}

/** `¥6.7996 per $`, of the latest rate used. */
export function rateText({ rate }: Basis): string {
  if (rate.latest === null) return 'no exchange rate';
  return pairText({ ...rate, rate: rate.latest });
}

/** What money could not be worked out for, and why. */
export function moneyLeftOut(basis: Basis): NonNullable<EvidenceSpec['leftOut']> {
  return [
    { count: basis.unpriced_requests, what: 'requests', why: 'No price is known for their tokens' },
    {
      count: basis.partly_unpriced_requests,
      what: 'requests, at most,',
      why: 'Some of their tokens have a price and some have none: only the latter are left out',
    },
    { count: basis.unpriced_tokens, what: 'tokens', why: 'No price is known for them' },
    {
      count: basis.unrated_requests,
      what: 'requests',
      why: 'No exchange rate (in a comparison: or no terms) is known for their days',
    },
    {
      count: basis.unrated_tokens,
      what: 'tokens',
      why: 'No exchange rate (in a comparison: or no terms) is known for their days',
    },
    {
      count: basis.tier_unknown_requests,
      what: 'requests',
      why: 'Priced at the base tier: prompt sizes are not in this data',
    },
    {
      count: basis.time_unknown_requests,
      what: 'requests',
      why: 'Of models with prices by the hour, in data by the day: at the price that holds all day, if there is one',
    },
  ].filter(({ count }) => count > 0);
}

/** The terms of a route in words: `¥1 per $ of credit, 2 % top-up`. */
export function termsText({ terms }: SavingsAnswer['candidate']): string {
  if (!terms) return 'no terms on these days';
  const { amount, currency } = terms.credit_price;
  const fees = Object.entries(terms.fees)
    .filter(([name, value]) => name.endsWith('_pct') && Number(value) !== 0)
    .map(([name, value]) => `${value} % ${name.replace(/_pct$/, '').replace('_', ' ')}`);
  return [`${currencySign(currency)}${amount} per $ of credit`, ...fees].join(', ');
}
