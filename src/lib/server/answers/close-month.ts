import * as v from 'valibot';
import { app } from '$lib/server/app';
import { monthRecords, putMonthRecord, type MonthEvent } from '$lib/server/months/closed-month';
import { inTurn } from '$lib/server/months/guard';
import type { Filters, Issue, Parsed } from '$lib/usage/filters';
import { figuresNow, reckoningOf } from './months';

const text = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most));
const bodySchema = v.variant('closed', [
  v.object({
    closed: v.literal(true),
    by: v.pipe(text(200), v.nonEmpty('say who closes the month')),
    note: v.optional(text(2000), ''),
  }),
  v.object({ closed: v.literal(false), by: v.optional(text(200), ''), note: v.optional(text(2000), '') }),
]);

/** What is asked of a month: to be closed, or open again; by whom and why. */
export type MonthChange = v.InferOutput<typeof bodySchema>;

/** Why a month stays as it is. */
export interface MonthUnchanged {
  ok: false;
  status: 404 | 409;
  title: string;
  detail: string;
}

/** The body of PUT /api/v1/months/{month}. */
export function parseMonthChange(body: unknown): Parsed<MonthChange> {
  const parsed = v.safeParse(bodySchema, body);
  if (parsed.success) return { ok: true, value: parsed.output };
  const issues: Issue[] = parsed.issues.map((issue) => ({
    where: v.getDotPath(issue) ?? 'body',
    message: issue.message,
  }));
  return { ok: false, issues };
}

/**
 * Closes a month with the figures that it has now, or opens it again. No write of usage, prices, rates or terms falls in
 * between. Asking for what is so already by the same person changes nothing.
 */
export async function changeMonth(
  month: string,
  change: MonthChange,
  filters: Filters,
): Promise<{ ok: true } | MonthUnchanged> {
  const { store, now } = await app();
  return inTurn(store, async () => {
    const records = await monthRecords(store);
    const { history = [], frozen } = records.find((record) => record.month === month) ?? {};
    const last = history.at(-1);
    if (change.closed === (frozen !== undefined)) return unchanged(month, change, last);
    const event: MonthEvent = {
      closed: change.closed,
      at: new Date(now()).toISOString(),
      by: change.by || null,
      note: change.note || null,
    };
    const record = { month, history: [...history, event] };
    if (!change.closed) {
      await putMonthRecord(store, record);
      return { ok: true };
    }
    const reckoning = reckoningOf(filters);
    const { basis, totals, rows } = await figuresNow(month, reckoning);
    if (rows.length === 0) return nothingToClose(month);
    await putMonthRecord(store, { ...record, frozen: { reckoning, basis, totals, rows } });
    return { ok: true };
  });
}

function unchanged(
  month: string,
  { closed, by }: MonthChange,
  last: MonthEvent | undefined,
): { ok: true } | MonthUnchanged {
  if (!closed || last?.by === by) return { ok: true };
  const title = `${month} is closed already`;
  const detail = `${last?.by ?? 'Somebody'} closed it on ${last?.at.slice(0, 10) ?? ''}. Reopen it first.`;
  return { ok: false, status: 409, title, detail };
}

function nothingToClose(month: string): MonthUnchanged {
  const title = `There is no usage of your own in ${month}`;
  return {
    ok: false,
    status: 404,
    title,
    detail: 'Upload its exports first; then there are figures to close.',
  };
}
