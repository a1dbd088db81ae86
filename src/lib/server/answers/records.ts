import { app } from '$lib/server/app';
import type { Scope, StoredRecord } from '$lib/server/store/store';
import type { Filters } from '$lib/usage/filters';
import { toScope } from './scope';

/** One page of the records behind a figure, newest first. */
export interface RecordsAnswer {
  rows: StoredRecord[];
  offset: number;
  limit: number;
  /** Is there a next page? */
  more: boolean;
}

/** Records of a scope, `limit` from `offset` on; `within` narrows to one upload or one conversation. */
export async function records(
  filters: Filters,
  offset: number,
  limit: number,
  within: Pick<Scope, 'upload' | 'conversation'> = {},
): Promise<RecordsAnswer> {
  const { store } = await app();
  const scope = await toScope(filters);
  const rows = await store.records({ ...scope, ...within }, offset, limit + 1);
  return { rows: rows.slice(0, limit), offset, limit, more: rows.length > limit };
}
