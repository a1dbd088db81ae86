import type { Issue } from '$lib/usage/filters';
import type { Transaction } from './engine';
import overlappingUploads from './queries/overlapping-uploads.sql?raw';
import { number, text } from './rows';

const SHOWN = 10;

/**
 * Warnings for earlier uploads with the same route, model and hours where request ids cannot tell whether the usage
 * is the same: it may count twice.
 */
export async function overlapIssues(run: Transaction, upload: number, sample: boolean): Promise<Issue[]> {
  const rows = await run(overlappingUploads, { upload, sample });
  const issues = rows.slice(0, SHOWN).map((row) => ({
    where: text(row, 'name'),
    message: `also has ${text(row, 'model')} on ${text(row, 'route')} between ${hour(number(row, 'first_hour'))} and ${hour(number(row, 'last_hour') + 1)}: it may count twice. Remove one of the two uploads if they hold the same usage`,
  }));
  if (rows.length > SHOWN)
    issues.push({
      where: 'earlier uploads',
      message: `${rows.length - SHOWN} more overlaps may count twice`,
    });
  return issues;
}

function hour(hours: number): string {
  return new Date(hours * 3_600_000).toISOString().replace(':00.000Z', 'Z').replace('T', ' ');
}
