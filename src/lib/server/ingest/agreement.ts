import type { LoadRequest, Tried } from '$lib/server/store/store';
import type { Upload } from '$lib/usage/upload';
import type { TriedEffect } from '$lib/usage/upload-effect';
import type { Job } from './job';

/**
 * What an upload would do to months, asked before it is kept. With `lateOnly` undefined where it leaves months that
 * are over as they are: that costs next to nothing.
 */
export type TryOut = (upload: Upload, tried: Tried, lateOnly: boolean) => Promise<TriedEffect | undefined>;

/**
 * Who asks what an upload changes agrees to it before it is stored: a dry run to nothing; a late one to what a person
 * was shown, if that is what it still comes to. Undefined where nobody asks.
 */
export function agreement(job: Job, tryOut: TryOut | undefined): LoadRequest['agree'] {
  const { dryRun, effect } = job.options;
  if (!tryOut || (!dryRun && effect !== 'ask')) return undefined;
  return async (upload, tried) => {
    const found = await tryOut(upload, tried, !dryRun);
    if (!dryRun && (!found || isSame(found, job.agreed))) return true;
    if (found) job.tried = found;
    return false;
  };
}

function isSame(a: TriedEffect, b: TriedEffect | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
