import type { Job } from './job';
import { writeNote } from './originals';

/**
 * Promises an upload to one more sender, who does not wait for it: should the process die, the next one loads it. False
 * where it has ended, or cannot be brought to the disk: there is nothing to promise then.
 */
export async function owe(job: Job): Promise<boolean> {
  const note = job.ended ? undefined : await job.secured?.catch(() => undefined);
  if (!note || job.ended) return false;
  if (!job.options.wait) return true;
  job.options = { ...job.options, wait: false };
  const promised = { ...note, promised: true };
  const written = writeNote(job.paths.note, promised);
  job.secured = written.then(
    () => promised,
    () => note,
  );
  await written;
  return true;
}
