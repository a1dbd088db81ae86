import * as v from 'valibot';
import type { SpendAnswer } from '$lib/server/answers/spend-answer';
import type { Store } from '$lib/server/store/store';
import type { Basis, RateBasis } from '$lib/usage/basis';
import type { RatePolicy } from '$lib/usage/filters';

const COLLECTION = 'closed-month';

/** What figures of a month were worked out in: the same again gives what an open month would say now. */
export interface Reckoning {
  currency: string;
  home: string;
  rate: RatePolicy;
}

/** The figures of a month as they stood when it was closed. */
export interface FrozenFigures extends Pick<SpendAnswer, 'basis' | 'totals' | 'rows'> {
  reckoning: Reckoning;
}

/** One closing or reopening. */
export interface MonthEvent {
  closed: boolean;
  /** RFC 3339. */
  at: string;
  by: string | null;
  note: string | null;
}

/** A month that is closed, or was. `frozen` is there while it is closed. */
export interface MonthRecord {
  /** YYYY-MM. */
  month: string;
  /** Oldest first. */
  history: MonthEvent[];
  frozen?: FrozenFigures;
}

/** A closed month, who closed it and when. */
export interface ClosedMonth extends MonthRecord {
  frozen: FrozenFigures;
  closing: MonthEvent;
}

const eventSchema = v.object({
  closed: v.boolean(),
  at: v.string(),
  by: v.nullable(v.string()),
  note: v.nullable(v.string()),
});
const rateSchema = v.variant('policy', [
  v.object({ policy: v.picklist(['daily', 'month_end']) }),
  v.object({ policy: v.literal('fixed'), cnyPerUsd: v.string() }),
]);
const figures = v.looseObject({ landed: v.nullable(v.string()), list: v.nullable(v.string()) });
const recordSchema: v.GenericSchema = v.object({
  history: v.array(eventSchema),
  frozen: v.optional(
    v.object({
      reckoning: v.object({ currency: v.string(), home: v.string(), rate: rateSchema }),
      basis: v.looseObject({ prices_as_of: v.nullable(v.string()) }),
      totals: figures,
      rows: v.array(figures),
    }),
  ),
});

/** Every month that was ever closed, in order. Throws on a document that this module did not write. */
export async function monthRecords(store: Store): Promise<MonthRecord[]> {
  const documents = await store.documents(COLLECTION);
  return documents.map(({ id, body }) => {
    v.assert(recordSchema, body);
    return { ...withBasis(body as Omit<MonthRecord, 'month'>), month: id };
  });
}

/** What a month said of its rates when it was closed, with what has been told beside it since. */
function withBasis<Closed extends Pick<MonthRecord, 'frozen'>>(record: Closed): Closed {
  if (!record.frozen) return record;
  const { basis } = record.frozen;
  const later: Partial<Basis> = { unrated_tokens: 0 };
  const laterRate: Partial<RateBasis> = { stale_tokens: 0, oldest: null, missing: [] };
  const rate = { ...laterRate, ...basis.rate };
  return { ...record, frozen: { ...record.frozen, basis: { ...later, ...basis, rate } } };
}

/** The months that are closed now, in order. */
export async function closedMonths(store: Store): Promise<ClosedMonth[]> {
  return (await monthRecords(store)).flatMap((record) => {
    const closing = record.history.at(-1);
    return record.frozen && closing ? [{ ...record, frozen: record.frozen, closing }] : [];
  });
}

/** Writes the record of a month in place of the earlier one. */
export async function putMonthRecord(store: Store, { month, ...body }: MonthRecord): Promise<void> {
  const changedAt = body.history.at(-1)?.at ?? '';
  await store.putDocument(COLLECTION, { id: month, body, changedAt });
}
