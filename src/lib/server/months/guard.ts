import { priceCuts } from '$lib/server/answers/price-cuts';
import type { Closed } from '$lib/server/store/closed';
import { MonthsClosed, type Store } from '$lib/server/store/store';
import type { Issue } from '$lib/usage/filters';
import { closedMonths, type ClosedMonth } from './closed-month';

const BY_LOTS = ', and usage of earlier days would use up credit lots that it used';

/** A write was refused: it would have changed figures of these months. Nothing was written. */
export class ClosedMonthsKept extends Error {
  override name = 'ClosedMonthsKept';

  /** `byLots`: those of which no usage changes, but which credit it had. */
  constructor(
    readonly months: ClosedMonth[],
    readonly byLots: readonly string[] = [],
  ) {
    super(`It would change figures of ${months.map(({ month }) => month).join(', ')}.`);
  }

  /** One for each month: who closed it and when. */
  get issues(): Issue[] {
    return this.months.map(({ month, closing }) => ({
      where: month,
      message: `closed by ${closing.by ?? 'somebody'} on ${closing.at.slice(0, 10)}${this.byLots.includes(month) ? BY_LOTS : ''}. Reopen it first, under Data, Months`,
    }));
  }
}

/** Makes later writes wait for something more; who asked for this one is answered without it. */
export type Hold = (until: Promise<unknown>) => void;

/** A write of anything that figures are worked out from. */
export interface GuardedWrite<T> {
  /** Which of these months would have other figures after it. Left out where the store itself can tell. */
  moved?: (months: ClosedMonth[]) => Promise<ClosedMonth[]>;
  /** Does it; the store is told what has to stay. */
  write: (closed: Closed | undefined, hold: Hold) => Promise<T>;
}

const turns = new WeakMap<Store, Promise<unknown>>();

/**
 * The one way of every write that can change figures: prices, aliases, rates, terms, loading and removing uploads.
 * Throws ClosedMonthsKept, with nothing written, where figures of a closed month would be other ones. Writes wait for
 * one another, so that none slips in between the look and the deed. Costs next to nothing while no month is closed.
 */
export function guardedWrite<T>(store: Store, { moved, write }: GuardedWrite<T>): Promise<T> {
  return inTurn(store, async (hold) => {
    const closed = await closedMonths(store);
    const refused = moved && closed.length > 0 ? await moved(closed) : [];
    if (refused.length > 0) throw new ClosedMonthsKept(refused);
    try {
      return await write(await keptOf(closed), hold);
    } catch (error) {
      if (!(error instanceof MonthsClosed)) throw error;
      const kept = closed.filter(({ month }) => error.months.includes(month));
      throw new ClosedMonthsKept(kept, error.byLots);
    }
  });
}

/** What the store has to leave as it is. */
export async function keptOf(closed: ClosedMonth[]): Promise<Closed | undefined> {
  if (closed.length === 0) return undefined;
  const { dayParts } = await priceCuts(false);
  return { months: closed.map(({ month }) => month), dayParts };
}

/** Runs a task after all guarded writes that came before, and before all that come after. */
export function inTurn<T>(store: Store, task: (hold: Hold) => Promise<T>): Promise<T> {
  const held: Promise<unknown>[] = [];
  const turn = (turns.get(store) ?? Promise.resolve()).then(() => task((until) => void held.push(until)));
  turns.set(
    store,
    turn.catch(() => undefined).then(() => Promise.allSettled(held)),
  );
  return turn;
}
