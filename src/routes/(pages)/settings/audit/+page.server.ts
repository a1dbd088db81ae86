import { accountsOf, auditFilter } from '$lib/server/access/audit';
import { app } from '$lib/server/app';
import { pageCount } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

const ROWS_A_PAGE = 100;

/** A page of the audit log, the newest first, and what it can be narrowed to. */
export const load: PageServerLoad = async ({ url }) => {
  const { store } = await app();
  const of = auditFilter(url.searchParams);
  const found = await store.audit(ROWS_A_PAGE + 1, pageCount(url, 'before', 999_999_999), of);
  const entries = await accountsOf(found.slice(0, ROWS_A_PAGE));
  return {
    entries,
    of,
    older: found.length > ROWS_A_PAGE ? entries.at(-1)?.seq : undefined,
    ...(await store.auditWords()),
  };
};
