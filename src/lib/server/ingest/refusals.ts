import { ClosedMonthsKept } from '$lib/server/months/guard';
import type { LoadOutcome } from '$lib/server/store/store';
import type { Overlap } from '$lib/usage/overlap';
import type { Upload } from '$lib/usage/upload';
import type { TriedEffect } from '$lib/usage/upload-effect';
import type { Job } from './job';
import { Refused } from './refusal';
import { diskFull } from './spool-file';

/** The sender chose an id that an upload has. */
export function idTaken(): Refused {
  return new Refused(409, 'id-taken', 'The id is taken', 'There is an upload of this id. Choose another.');
}

/** The process is about to end. */
export function stopping(): Refused {
  return new Refused(503, 'stopping', 'Crossrate is stopping', 'Send the file again once it is back.');
}

/** Who sends it was let in when it began, and would not be now. */
export function notAllowedAnyMore(): Refused {
  return new Refused(
    403,
    'not-allowed',
    'What it was sent by holds no longer',
    'While the file arrived, the token or session was revoked, or its role taken away. Nothing of it was stored.',
  );
}

/** Somebody called it off. */
export function cancelled(): Refused {
  return new Refused(409, 'cancelled', 'The upload was cancelled', 'Nothing of it was stored.');
}

/** An upload waits for a decision: the facts are in `overlaps`, or in `effect`. */
export function undecided(upload: Upload): Refused {
  return upload.effect ? late(upload.id, upload.effect) : overlapping(upload);
}

function late(id: string, effect: TriedEffect): Refused {
  const refused = new Refused(
    409,
    'late-upload',
    'Months that are over would change',
    `Nothing was stored yet: it changes ${effect.late_months.join(', ')}. Send the file again without effect=ask to add it, or PUT {"decision": "add"} to /api/v1/uploads/${id}/effect; DELETE /api/v1/uploads/${id} leaves it out.`,
    effect.effect.map(({ month, before, after }) => ({
      where: month,
      message: `${before ?? 'no figure'} before, ${after ?? 'no figure'} after, in ${effect.currency}`,
    })),
  );
  refused.refusal.more = { upload: id, effect };
  return refused;
}

function overlapping({ id, overlaps = [] }: Upload): Refused {
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

/** A dry run of an upload that overlaps earlier ones: what it changes depends on what is decided. */
export function overlapTried(overlaps: Overlap[]): Refused {
  const names = [...new Set(overlaps.map(({ earlier }) => earlier.name))].join(', ');
  const detail = `Nothing was stored. ${names} may have the same usage: ask again with overlap=replace or overlap=keep.`;
  const refused = new Refused(409, 'overlap', 'Earlier uploads may hold the same usage', detail);
  refused.refusal.more = { overlaps };
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

interface Words {
  problem: string;
  title: string;
  detail: string;
}

/** What refused a whole file, in words; the issues say where and what. */
const FILE_REFUSED: Record<NonNullable<(LoadOutcome & { ok: false })['because']>, Words> = {
  'number-style': {
    problem: 'wrong-number-style',
    title: 'The numbers are written in another style',
    detail:
      'Nothing was stored: amounts would be read wrong. Choose the number style (number_style=) and load it again.',
  },
  zone: {
    problem: 'unknown-zone',
    title: 'The time zone of the format is not known',
    detail: 'Nothing was stored: its times cannot be read. Save the format with another zone.',
  },
  uncountable: {
    problem: 'uncountable',
    title: 'The sums are too large to be counted exactly',
    detail: 'Nothing was stored. Check the units of the columns.',
  },
  books: {
    problem: 'unbalanced',
    title: 'The books do not balance',
    detail: 'Nothing was stored: what was read and what would be stored differ.',
  },
};

/** The store refused it; what became of its rows stays with the job. */
export function refusedBy(outcome: LoadOutcome & { ok: false }, job: Job): Refused {
  job.upload.rows = outcome.rows;
  job.upload.ignoredKinds = outcome.ignoredKinds;
  job.rejects = outcome.rejects;
  const { problem, title, detail } = outcome.because ? FILE_REFUSED[outcome.because] : rowsRefused(outcome);
  return new Refused(422, problem, title, detail, outcome.issues);
}

function rowsRefused({ rows: { read, rejected, ignored } }: LoadOutcome & { ok: false }): Words {
  const detail = `Nothing was stored: of ${read} records read, ${rejected} were rejected and ${ignored} ignored.`;
  return { problem: 'nothing-usable', title: 'Nothing in the file can be used', detail };
}

/** Why a job came to nothing: that it was called off, what closed months or the disk have against it, or the error itself. */
export function causeOf({ cancel: { signal }, upload }: Job, error: unknown): unknown {
  if (signal.aborted) return signal.reason;
  return error instanceof ClosedMonthsKept ? keptClosed(error, upload.name) : diskFull(error);
}
