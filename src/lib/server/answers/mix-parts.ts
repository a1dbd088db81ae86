import { savings } from '$lib/exchange/savings';
import { savingsLines } from '$lib/exchange/savings-lines';
import type { MixPart } from '$lib/roi/gap';
import type { Filters } from '$lib/usage/filters';
import { picoToNumber } from '$lib/usage/money';
import type { SpendCell } from '$lib/usage/spend-cell';
import { noTokens, TOKEN_CLASSES, type TokenClass } from '$lib/usage/token-classes';
import { books } from './books';
import type { RoutePair } from './savings';

/** Usage by model and token class costed on both routes by list prices and terms; unpriced tokens left out. */
export async function mixParts(cells: SpendCell[], pair: RoutePair, filters: Filters): Promise<MixPart[]> {
  const { prices, rates } = await books();
  const { home, currency, rate } = filters;
  return TOKEN_CLASSES.flatMap((tokenClass) => {
    const lines = savingsLines(onlyClass(cells, tokenClass), prices, pair.baseline, pair.candidate);
    const { rows } = savings(lines, { ...pair, rates, home, currency, rate });
    return rows.flatMap(({ provider, model, tokens, unpricedTokens, figures }) => {
      if (!figures) return [];
      const key = `${provider ?? ''}/${model}/${tokenClass}`;
      const [official, relay] = [picoToNumber(figures.baseline), picoToNumber(figures.candidate)];
      return [{ key, tokens: tokens - unpricedTokens, official, relay }];
    });
  });
}

function onlyClass(cells: SpendCell[], tokenClass: TokenClass): SpendCell[] {
  return cells
    .filter(({ tokens }) => tokens[tokenClass] > 0)
    .map((cell) => ({ ...cell, tokens: { ...noTokens(), [tokenClass]: cell.tokens[tokenClass] } }));
}
