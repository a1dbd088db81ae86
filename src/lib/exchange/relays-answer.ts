import type { Basis } from '../usage/basis';
import type { RouteSummary, SavingsAnswer, SavingsAnswerFigures } from './savings-answer';

/** The same usage on one baseline and on several relays; money in `currency`, decimal with 12 places. */
export interface RelaysAnswer {
  currency: string;
  basis: Basis;
  baseline: RouteSummary;
  /** Each relay in total, in the order asked for. */
  relays: RelayTotals[];
  /** Each model on each relay: models in the order of what they cost on the baseline. */
  rows: RelayRow[];
}

export interface RelayTotals extends SavingsAnswerFigures {
  route: RouteSummary;
  break_even: SavingsAnswer['break_even'];
}

export interface RelayRow extends SavingsAnswerFigures {
  model: string;
  provider: string | null;
  /** Id of the relay. */
  route: string;
}

/**
 * Comparisons of one baseline with each relay, as one answer. Each relay has a baseline figure of its own: where price
 * lists differ, only usage that both sides can price is in either figure. There must be one comparison at least.
 */
export function relaysAnswer(answers: readonly SavingsAnswer[]): RelaysAnswer {
  const [first] = answers;
  if (!first) throw new RangeError('no relay to compare');
  return {
    currency: first.currency,
    basis: withRatesOf(first.basis, answers),
    baseline: first.baseline,
    relays: answers.map(({ candidate, totals, break_even }) => ({ route: candidate, ...totals, break_even })),
    rows: first.rows.flatMap(({ model, provider }) =>
      answers.flatMap(({ candidate, rows }) =>
        rows
          .filter((row) => row.model === model && row.provider === provider)
          .map((row) => ({ ...row, route: candidate.id })),
      ),
    ),
  };
}

/** A basis that tells what is old or lacking in any of the comparisons; they are of the same usage, so none is added up. */
function withRatesOf(basis: Basis, answers: readonly SavingsAnswer[]): Basis {
  const all = answers.map((one) => one.basis);
  const most = (of: (one: Basis) => number): number => Math.max(...all.map(of));
  const [oldest = null] = all
    .flatMap(({ rate }) => rate.oldest ?? [])
    .toSorted((a, b) => b.age_days - a.age_days);
  return {
    ...basis,
    rate: {
      ...basis.rate,
      stale: oldest !== null,
      stale_tokens: most(({ rate }) => rate.stale_tokens),
      oldest,
      missing: [...new Set(all.flatMap(({ rate }) => rate.missing))].sort(),
    },
    unrated_requests: most(({ unrated_requests }) => unrated_requests),
    unrated_tokens: most(({ unrated_tokens }) => unrated_tokens),
  };
}
