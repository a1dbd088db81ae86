import type { ClosedMonthsKept } from '$lib/server/months/guard';
import type { LoadOutcome } from '$lib/server/store/store';
import type { Upload } from '$lib/usage/upload';
import type { Job } from './job';
import { Refused } from './refusal';

/** The sender chose an id that an upload has. */
export function idTaken(): Refused {
  return new Refused(409, 'id-taken', 'The id is taken', 'There is an upload of this id. Choose another.');
}

/** The process is about to end. */
export function stopping(): Refused {
  return new Refused(503, 'stopping', 'Crossrate is stopping', 'Send the file again once it is back.');
}

/** Somebody called it off. */
export function cancelled(): Refused {
  return new Refused(409, 'cancelled', 'The upload was cancelled', 'Nothing of it was stored.');
}

/** An upload waits for a decision: the facts are in `overlaps`. */
export function undecided({ id, overlaps = [] }: Upload): Refused {
  const names = [...new Set(overlaps.map(({ earlier }) => earlier.name))].join(', ');
  const refused = new Refused(
    409,
    'overlap',
    'Earlier uploads may hold the same usage',
    `Nothing was stored yet: it would count twice if ${names} has it too. Send the file again with overlap=replace (the earlier part stops counting) or overlap=keep (both count), or PUT {"decision": "replace"} to /api/v1/uploads/${id}/overlap.`,
    overlaps.map(({ earlier, routes, models, from, to, cells, equal_cells }) => ({
      where: earlier.name,
      message: `also has ${models.join(', ') || 'amounts'} on ${routes.join(', ')} from ${from} to ${to}; ${equal_cells} of ${cells} sums are equal`,
    })),
  );
  refused.refusal.more = { upload: id, overlaps };
  return refused;
}

/** There is nothing to decide about an upload. */
export function notUndecided(): Refused {
  const detail = 'It is loaded, loading, or gone. GET /api/v1/uploads tells.';
  return new Refused(409, 'not-undecided', 'There is no upload of this id that waits for a decision', detail);
}

/** An upload has usage of months that are closed. */
export function keptClosed({ months, issues }: ClosedMonthsKept, name: string): Refused {
  const which = months.map(({ month }) => month).join(', ');
  const detail = `Nothing was stored: ${name} would change figures of ${which}.`;
  return new Refused(409, 'closed-month', 'A closed month would change', detail, issues);
}

/** Nothing in the file can be used; what became of its rows stays with the job. */
export function refusedBy(outcome: LoadOutcome & { ok: false }, job: Job): Refused {
  job.upload.rows = outcome.rows;
  job.upload.ignoredKinds = outcome.ignoredKinds;
  job.rejects = outcome.rejects;
  const { read, rejected, ignored } = outcome.rows;
  const detail = `Nothing was stored: of ${read} records read, ${rejected} were rejected and ${ignored} ignored.`;
  return new Refused(422, 'nothing-usable', 'Nothing in the file can be used', detail, outcome.issues);
}
