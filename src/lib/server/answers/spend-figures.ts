import { ExactSum } from '$lib/exchange/exact-sum';
import { picoToDecimal, type Pico } from '$lib/usage/money';
import { sumTokens, totalTokens } from '$lib/usage/token-classes';
import type { CostedCell } from './costed-cells';
import type { SpendFigures } from './spend-answer';

/** Figures of a group: every sum is exact and rounded once. What has no price or rate is in no sum. */
export function sumFigures(costed: CostedCell[]): SpendFigures {
  const [list, charged, unpriced] = [listOf(costed), chargedOf(costed), unpricedRequests(costed)];
  return {
    requests: requestsOf(costed),
    tokens: tokensOf(costed),
    list: list.list,
    list_by_currency: list.list_by_currency,
    charged: charged.charged,
    charged_by_currency: charged.charged_by_currency,
    landed: decimalOf(landedSum(costed)),
    unpriced_requests: unpriced.unpriced_requests,
    partly_unpriced_requests: unpriced.partly_unpriced_requests,
    unpriced_tokens: costed.reduce((sum, { list: { unpricedTokens } }) => sum + unpricedTokens, 0),
  };
}

/** Requests of usage without any price, and of usage that is priced in part; sums do not tell which of the latter. */
export function unpricedRequests(
  costed: CostedCell[],
): Pick<SpendFigures, 'unpriced_requests' | 'partly_unpriced_requests'> {
  const sums = { unpriced_requests: 0, partly_unpriced_requests: 0 };
  for (const { cell, list } of costed) {
    if (list.unpricedTokens === 0) continue;
    const isWhole = list.unpricedTokens === totalTokens(cell.tokens);
    sums[isWhole ? 'unpriced_requests' : 'partly_unpriced_requests'] += cell.requests;
  }
  return sums;
}

/** Requests, or null where records of the group do not tell how many they stand for. */
function requestsOf(costed: CostedCell[]): number | null {
  const known = costed.some(({ cell }) => cell.records > cell.recordsWithoutRequests);
  return known || costed.length === 0 ? costed.reduce((sum, { cell }) => sum + cell.requests, 0) : null;
}

function tokensOf(costed: CostedCell[]): SpendFigures['tokens'] {
  if (costed.length > 0 && costed.every(({ cell }) => cell.records === 0)) return null;
  const reasoning = costed.reduce((sum, { cell }) => sum + cell.reasoning, 0);
  return { ...sumTokens(costed.map(({ cell }) => cell.tokens)), reasoning };
}

function listOf(costed: CostedCell[]): Pick<SpendFigures, 'list' | 'list_by_currency'> {
  const converted = new ExactSum();
  const native = new Map<string, Pico>();
  for (const { cell, list, listFactor } of costed) {
    if (list.currency === undefined || !list.price || cell.records === 0) continue;
    native.set(list.currency, (native.get(list.currency) ?? 0n) + list.cost);
    if (listFactor !== undefined) converted.add(list.cost, listFactor);
  }
  return { list: decimalOf(converted.amount), list_by_currency: decimals(native) };
}

function chargedOf(costed: CostedCell[]): Pick<SpendFigures, 'charged' | 'charged_by_currency'> {
  const converted = new ExactSum();
  const native = new Map<string, Pico>();
  for (const { cell, chargedFactor } of costed) {
    if (cell.chargedCurrency === undefined) continue;
    native.set(cell.chargedCurrency, (native.get(cell.chargedCurrency) ?? 0n) + cell.charged);
    if (chargedFactor !== undefined) converted.add(cell.charged, chargedFactor);
  }
  return { charged: decimalOf(converted.amount), charged_by_currency: decimals(native) };
}

/** Landed cost of cells, rounded once; undefined where none has one. */
export function landedSum(costed: CostedCell[]): Pico | undefined {
  const sum = new ExactSum();
  for (const { landed } of costed) if (landed) sum.add(landed.amount, landed.factor);
  return sum.amount;
}

/** A decimal with 12 places; null where the amount is unknown. */
export function decimalOf(amount: Pico | undefined): string | null {
  return amount === undefined ? null : picoToDecimal(amount);
}

/** Amounts by currency as decimals, in the order of the codes. */
export function decimals(amounts: Map<string, Pico>): Record<string, string> {
  return Object.fromEntries(
    [...amounts].sort().map(([currency, amount]) => [currency, picoToDecimal(amount)]),
  );
}
