import { app } from '$lib/server/app';
import { msToDay } from '$lib/usage/day';
import type { Day } from '$lib/usage/spend-cell';
import type { Upload } from '$lib/usage/upload';
import { loadedUploads } from './dataset';
import { keptHeadline } from './kept';

const HOUR_MS = 3_600_000;

/** The days on which a route's usage is known. */
export interface Reach {
  from: Day;
  /** The day after the last complete one. */
  to: Day;
}

/**
 * The days that the uploads which hold usage of a route are of, first to last: within them a day without any is a day
 * without usage; beyond them nothing is known of the route. Undefined where no upload holds any.
 */
export async function routeReach(route: string, sample: boolean): Promise<Reach | undefined> {
  return keptHeadline(`reach ${sample} ${route}`, async () => {
    const uploads = (await loadedUploads()).filter((upload) => upload.sample === sample);
    const first = await firstHolding(route, sample, uploads.sort(by(beginOf)));
    const last = await firstHolding(route, sample, uploads.sort(by((upload) => -endOf(upload))));
    return first && last && { from: msToDay(beginOf(first)), to: completeTo(endOf(last)) };
  });
}

async function firstHolding(route: string, sample: boolean, uploads: Upload[]): Promise<Upload | undefined> {
  const { store } = await app();
  for (const upload of uploads) {
    const { from } = await store.usagePeriod({ sample, upload: upload.id, routes: [route] });
    if (from !== undefined) return upload;
  }
  return undefined;
}

/** A day is complete once its last hour has data, or a bucket ends with it. */
function completeTo(endMs: number): Day {
  return msToDay(endMs + HOUR_MS - 1);
}

function beginOf({ from }: Upload): number {
  return from === undefined ? Infinity : Date.parse(from);
}

function endOf({ to }: Upload): number {
  return to === undefined ? -Infinity : Date.parse(to);
}

function by(value: (upload: Upload) => number): (a: Upload, b: Upload) => number {
  return (a, b) => value(a) - value(b);
}
