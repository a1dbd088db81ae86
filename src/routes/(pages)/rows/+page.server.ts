import { records } from '$lib/server/answers/records';
import { pageFilters } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

const PAGE = 100;

/** The records behind a figure, a hundred at a time. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const asked = Number(url.searchParams.get('offset') ?? 0);
  const offset = Number.isSafeInteger(asked) && asked >= 0 ? asked : 0;
  const upload = url.searchParams.get('upload') ?? undefined;
  const conversation = url.searchParams.get('conversation') ?? undefined;
  const within = {
    ...(upload === undefined ? {} : { upload }),
    ...(conversation === undefined ? {} : { conversation }),
  };
  return { filters, ...(await records(filters, offset, PAGE, within)), ...within };
};
