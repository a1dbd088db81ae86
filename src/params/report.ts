import type { ParamMatcher } from '@sveltejs/kit';

/** The id of a report: anything else in its place is no report's address. */
export const match: ParamMatcher = (text): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
