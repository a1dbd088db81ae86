import type { LoadOutcome, LoadRequest } from '../store';
import type { Transaction } from './engine';
import { noUnused, refusal } from './loading-unused';
import everythingCounted from './queries/everything-counted.sql?raw';

/** Throws, as isUncountable tells, where all usage together is more than can be added up exactly. */
export async function countEverything(run: Transaction): Promise<void> {
  await run(everythingCounted);
}

/** Is this a sum beyond 2⁵³ tokens or beyond 26 digits of money? */
export function isUncountable(error: unknown): boolean {
  return error instanceof Error && /exceeds 2\^53|out of range/i.test(error.message);
}

/** Nothing is stored of a file that would make every sum unanswerable. */
export function uncountable(request: LoadRequest): LoadOutcome & { ok: false } {
  const refused = refusal(request, noUnused(), [
    {
      where: request.name,
      message:
        'its tokens or amounts, with those that are there already, add up to more than can be counted exactly (9,007,199,254,740,991 tokens, 26 digits of money). Check the units of its columns',
    },
  ]);
  return { ...refused, because: 'uncountable' };
}
