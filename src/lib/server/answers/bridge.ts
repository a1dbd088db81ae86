import { BadInput } from '$lib/server/api';
import {
  bridge as computeBridge,
  BRIDGE_PARTS,
  type BridgeFigures,
  type BridgePart,
  type BridgeRow,
} from '$lib/spend/bridge';
import { dataPeriod } from '$lib/usage/data-period';
import { formatDay, parseDay } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import { picoToDecimal } from '$lib/usage/money';
import { books } from './books';
import type { BridgeAnswer, BridgeAnswerFigures, BridgeAnswerRow, BridgePeriod } from './bridge-answer';
import type { CostedCell } from './costed-cells';
import { dataset } from './dataset';
import { basisOf } from './money-basis';
import { comparedFilters, showsSample } from './scope';
import { costedCells } from './spend';

/**
 * The bridge from the compared period of filters to their own; per day of data where asked for. Throws BadInput where
 * no period is compared.
 */
export async function bridge(filters: Filters, perDay: boolean): Promise<BridgeAnswer> {
  const compared = comparedFilters(filters);
  if (!compared)
    throw new BadInput([
      {
        where: 'compare_from',
        message: 'a bridge needs two periods. Give compare_from and compare_to, two dates YYYY-MM-DD',
      },
    ]);
  const kept = await books();
  const costed = [await costedCells(compared, []), await costedCells(filters, [])] as const;
  const [before, after] = [
    await periodOf(compared, costed[0], kept),
    await periodOf(filters, costed[1], kept),
  ];
  const days = { before: Math.max(1, before.days_with_data), after: Math.max(1, after.days_with_data) };
  const { rows, totals } = computeBridge(...costed, kept, filters, perDay ? days : undefined);
  const [hasBefore, hasAfter] = costed.map((cells) => cells.some(({ landed }) => landed)) as [
    boolean,
    boolean,
  ];
  return {
    currency: filters.currency,
    basis: basisOf(costed.flat(), kept, filters),
    before,
    after,
    per_day: perDay,
    caution: cautionOf(before, after),
    rows: hasBefore && hasAfter ? rows.map(rowJson) : [],
    totals: figuresJson(totals, hasBefore, hasAfter, hasBefore && hasAfter),
  };
}

/** The period of filters, its open ends closed by the data. */
async function periodOf(
  filters: Filters,
  costed: CostedCell[],
  kept: Awaited<ReturnType<typeof books>>,
): Promise<BridgePeriod> {
  const data = dataPeriod(await dataset(await showsSample(filters)));
  const dataFrom = parseDay(data?.from ?? '') ?? 0;
  const dataTo = parseDay(data?.to ?? '') ?? dataFrom;
  const from = parseDay(filters.from ?? '') ?? dataFrom;
  const to = parseDay(filters.to ?? '') ?? dataTo;
  const { unpriced_tokens, unrated_requests, unrated_tokens } = basisOf(costed, kept, filters);
  return {
    from: formatDay(from),
    to: formatDay(to),
    days: to - from,
    days_with_data: Math.max(0, Math.min(to, dataTo) - Math.max(from, dataFrom)),
    partial: from < dataFrom || to > dataTo,
    unpriced_tokens,
    unrated_requests,
    unrated_tokens,
  };
}

/** Said, not mended: whoever asks decides whether to compare per day. */
function cautionOf(before: BridgePeriod, after: BridgePeriod): string | null {
  const cut = [before, after].filter(({ partial }) => partial);
  const said = cut.map(
    ({ from, to, days, days_with_data }) =>
      `the data covers ${days_with_data} of the ${days} days from ${from} up to ${to}`,
  );
  if (said.length > 0) return `${said.join(', and ')}. Compare per day (per=day) to even that out`;
  if (before.days === after.days) return null;
  return `the periods are of different length: ${before.days} and ${after.days} days. Compare per day (per=day) to even that out`;
}

function rowJson(row: BridgeRow): BridgeAnswerRow {
  return {
    model: row.model,
    route: row.route,
    state: row.state,
    tokens_before: Number(row.tokensBefore),
    tokens_after: Number(row.tokensAfter),
    ...figuresJson(row, !row.isUnknownBefore, !row.isUnknownAfter),
  };
}

function figuresJson(
  figures: BridgeFigures,
  hasBefore: boolean,
  hasAfter: boolean,
  hasParts = (hasBefore && hasAfter) || BRIDGE_PARTS.some((part) => figures.parts[part] !== 0n),
): BridgeAnswerFigures {
  const both = hasBefore && hasAfter;
  const parts = BRIDGE_PARTS.map((part) => [part, picoToDecimal(figures.parts[part])]);
  return {
    before: hasBefore ? picoToDecimal(figures.before) : null,
    after: hasAfter ? picoToDecimal(figures.after) : null,
    difference: both ? picoToDecimal(figures.difference) : null,
    parts: hasParts ? (Object.fromEntries(parts) as Record<BridgePart, string>) : null,
  };
}
