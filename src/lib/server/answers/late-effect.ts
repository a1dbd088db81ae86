import { app } from '$lib/server/app';
import { TooMuch, type Tried } from '$lib/server/store/store';
import { monthOf, msToDay } from '$lib/usage/day';
import { totalTokens } from '$lib/usage/token-classes';
import type { Upload } from '$lib/usage/upload';
import type { TriedEffect } from '$lib/usage/upload-effect';
import type { CostedCell } from './costed-cells';
import { loadedUploads } from './dataset';
import { byMonth } from './monthly-effect';
import { ownFilters } from './own-filters';
import { filterDefaults } from './settings';
import { costedCells } from './spend';
import { decimalOf, landedSum } from './spend-figures';
import { costTried } from './tried-usage';

/**
 * What an upload that is loaded and not yet kept does to one's own months: landed cost before and after of those that
 * had data and get other figures. With `lateOnly` undefined where it leaves the months before the newest one of the data
 * as they are: the running month is expected to grow. Undefined, too, where there is too much to tell.
 */
export async function tryOut(
  upload: Upload,
  tried: Tried,
  lateOnly: boolean,
): Promise<TriedEffect | undefined> {
  if (upload.sample) return undefined;
  const newest = await newestMonth();
  if (lateOnly && !reachesBefore(upload, newest)) return undefined;
  try {
    const effect = await effectOf(upload.id, tried, newest);
    return lateOnly && effect.late_months.length === 0 ? undefined : effect;
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    (await app()).log.warn({ err: error }, 'what an upload would change cannot be told');
    return undefined;
  }
}

/** The last month that has data of one's own; empty where there is none. */
async function newestMonth(): Promise<string> {
  const own = (await loadedUploads()).filter(({ sample }) => !sample);
  const months = own.flatMap(({ to }) => (to === undefined ? [] : [monthBefore(to)]));
  return months.sort().at(-1) ?? '';
}

/** Of what ends at an instant: the month of its last millisecond. */
function monthBefore(end: string): string {
  return monthOf(msToDay(Date.parse(end) - 1));
}

function reachesBefore({ from }: Upload, newest: string): boolean {
  return from !== undefined && from.slice(0, 7) < newest;
}

async function effectOf(upload: string, tried: Tried, newest: string): Promise<TriedEffect> {
  const { home } = await filterDefaults();
  const filters = ownFilters({ currency: home, home, rate: { policy: 'daily' } });
  const before = figures(await costedCells(filters, []));
  const after = figures(await costTried(tried, filters));
  const known = [...new Set([...before.keys(), ...after.keys()])].sort();
  const effect = known
    .map((month) => ({ month, was: before.get(month), is: after.get(month) }))
    .filter(({ was, is }) => was && JSON.stringify(was) !== JSON.stringify(is))
    .map(({ month, was, is }) => ({ month, before: was?.landed ?? null, after: is?.landed ?? null }));
  return {
    upload,
    currency: home,
    effect,
    new_months: known.filter((month) => !before.has(month)),
    late_months: effect.map(({ month }) => month).filter((month) => month < newest),
  };
}

/** What tells that a month is another one than before: usage without a price moves no money. */
interface MonthFigures {
  landed: string | null;
  requests: number;
  tokens: number;
}

function figures(costed: CostedCell[]): Map<string, MonthFigures> {
  const sum = (cells: CostedCell[], of: (one: CostedCell) => number): number =>
    cells.reduce((total, one) => total + of(one), 0);
  const months = [...byMonth(costed)].map(([month, cells]): [string, MonthFigures] => [
    month,
    {
      landed: decimalOf(landedSum(cells)),
      requests: sum(cells, ({ cell }) => cell.requests),
      tokens: sum(cells, ({ cell }) => totalTokens(cell.tokens)),
    },
  ]);
  return new Map(months);
}
