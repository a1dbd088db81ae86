import type { Issue } from '$lib/usage/filters';
import type { Overlap } from '$lib/usage/overlap';
import type { TriedEffect } from '$lib/usage/upload-effect';
import type { RowCounts, UploadStatus } from '$lib/usage/upload';

/** An upload as the API answers it. */
export interface UploadAnswer {
  id: string;
  name: string;
  format: string;
  status: UploadStatus;
  progress?: number;
  bytes?: number;
  rows: RowCounts;
  ignored_kinds: Record<string, number>;
  from?: string;
  to?: string;
  issues: Issue[];
  /** Of an undecided upload: one of the two. */
  overlaps?: Overlap[];
  effect?: TriedEffect;
}

/** What went wrong, as problem details say it. */
export interface ProblemAnswer {
  /** Stable name: `/problems/confirm-encoding`. */
  type?: string;
  /** Of the answer; none came where it is missing. */
  status?: number;
  title: string;
  detail?: string;
  issues?: Issue[];
}

export type Sent =
  { ok: true; status: number; upload: UploadAnswer } | { ok: false; status: number; problem: ProblemAnswer };

const LOST = {
  title: 'The server could not be reached',
  detail:
    'Check that Crossrate is running, then send the file again. Should it have arrived, nothing is added twice.',
};

/**
 * Sends a file as the body of a POST and tells how much of it has left (0 to 1). fetch cannot tell that, so this is an
 * XMLHttpRequest. Aborting resolves with status 0.
 */
export function sendFile(
  address: string,
  file: Blob,
  onSent: (share: number) => void,
  signal: AbortSignal,
): Promise<Sent> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const lost = (): void => resolve({ ok: false, status: 0, problem: LOST });
    request.open('POST', address);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = (event) => onSent(event.total > 0 ? event.loaded / event.total : 0);
    request.onload = () => resolve(answerOf(request.status, request.responseText));
    request.onerror = lost;
    request.onabort = lost;
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** What an answer's text says; anything that is no JSON becomes a problem of its own. */
function answerOf(status: number, text: string): Sent {
  const body = parseJson(text);
  if (status >= 200 && status < 300 && body) return { ok: true, status, upload: body as UploadAnswer };
  const problem = (body ?? { title: `The server answered ${status}` }) as ProblemAnswer;
  return { ok: false, status, problem };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
