import { formatDay } from '$lib/usage/day';
import type { Issue } from '$lib/usage/filters';
import type { Transaction } from './engine';
import overlappingCharges from './queries/overlapping-charges.sql?raw';
import overlappingUploads from './queries/overlapping-uploads.sql?raw';
import { number, text, type Row } from './rows';

const SHOWN = 10;

/** When an upload's records are, and whether they can be told from one another. */
export interface Extent {
  /** RFC 3339 UTC. */
  from: string;
  to: string;
  hasRequestIds: boolean;
}

/**
 * Warnings for earlier uploads with the same route, model and days where request ids cannot tell whether the usage is
 * the same: it may count twice.
 */
export async function overlapIssues(
  run: Transaction,
  upload: number,
  sample: boolean,
  { from, to, hasRequestIds }: Extent,
): Promise<Issue[]> {
  const rows = await run(overlappingUploads, { upload, sample, from, to, has_request_ids: hasRequestIds });
  return asIssues(rows, 'model', 'usage');
}

/** Warnings for earlier cost exports with amounts for the same line items, routes and days: they may count twice. */
export async function chargeOverlapIssues(
  run: Transaction,
  upload: number,
  sample: boolean,
): Promise<Issue[]> {
  return asIssues(await run(overlappingCharges, { upload, sample }), 'item', 'charges');
}

function asIssues(rows: Row[], what: string, held: string): Issue[] {
  const issues = rows.slice(0, SHOWN).map((row) => ({
    where: text(row, 'name'),
    message: `also has ${text(row, what)} on ${text(row, 'route')}, ${days(number(row, 'first_day'), number(row, 'last_day'))}: it may count twice. Remove one of the two uploads if they hold the same ${held}`,
  }));
  if (rows.length > SHOWN)
    issues.push({
      where: 'earlier uploads',
      message: `${rows.length - SHOWN} more overlaps may count twice`,
    });
  return issues;
}

function days(first: number, last: number): string {
  return first === last ? `on ${formatDay(first)}` : `from ${formatDay(first)} to ${formatDay(last)}`;
}
