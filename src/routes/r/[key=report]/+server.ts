import { redirect } from '@sveltejs/kit';
import { Busy, BUSY_S, verifyPassword } from '$lib/server/access/password';
import { app } from '$lib/server/app';
import { askPassword, noReport, paperResponse } from '$lib/server/reports/answers';
import { giveOpened } from '$lib/server/reports/link-identity';
import { forgetTries, giveTryBack, takeTry } from '$lib/server/reports/password-tries';
import { paperOf } from '$lib/server/reports/paper-cache';
import type { RequestHandler } from './$types';

export const trailingSlash = 'ignore';

/** GET /r/{id}: the frozen report, to a browser whose cookie fits. */
export const GET: RequestHandler = async ({ locals: { link: open } }) => {
  if (!open) return noReport();
  if (open.locked) return askPassword(open);
  const page = await paperOf(open.link);
  if (page === undefined) return noReport();
  const { views, now } = await app();
  views.count(open.link.id, new Date(now()).toISOString());
  return paperResponse(page);
};

/** POST /r/{id}: the password of a report that asks for one. */
export const POST: RequestHandler = async ({ cookies, request, url, locals: { link: open } }) => {
  if (!open?.locked) return noReport();
  const waitS = await takeTry(open.link.id);
  if (waitS !== undefined)
    return askPassword(open, `Too many tries. Wait ${minutesText(waitS)}.`, {
      retryAfterS: waitS,
      status: 429,
    });
  const given = await passwordOf(request);
  const right = given !== undefined && (await isRight(open.link.passwordHash, given));
  if (right === undefined) {
    await giveTryBack(open.link.id);
    return askPassword(open, 'Many passwords are being checked. Try again.', {
      retryAfterS: BUSY_S,
      status: 503,
    });
  }
  if (!right) return askPassword(open, 'This is not the password.');
  await forgetTries(open.link.id);
  giveOpened(cookies, open, url.protocol === 'https:');
  redirect(303, `/r/${open.link.report}`);
};

const MOST_BYTES = 4_096;

/** Undefined where too many are being checked to say. */
async function isRight(kept: string | undefined, given: string): Promise<boolean | undefined> {
  try {
    return await verifyPassword(kept, given);
  } catch (error) {
    if (error instanceof Busy) return undefined;
    throw error;
  }
}

async function passwordOf(request: Request): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? Infinity) > MOST_BYTES) return undefined;
  const given = (await request.formData().catch(() => undefined))?.get('password');
  return typeof given === 'string' ? given : undefined;
}

function minutesText(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}
