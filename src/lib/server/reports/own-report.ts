import type { Identity } from '$lib/access/identity';
import { answered } from '$lib/server/api';
import { problem } from '$lib/server/problem';
import type { KeptReport } from '$lib/server/store/reports';
import { isTheirs } from './maker';
import { report } from './reports';

/** What somebody does with a report of theirs: 404 where there is none, 403 where it is another's, else as answered. */
export async function withOwnReport(
  id: string,
  identity: Identity,
  act: (kept: KeptReport) => Promise<Response>,
): Promise<Response> {
  const kept = await report(id);
  if (!kept) return problem(404, { title: 'There is no such report' });
  if (!isTheirs(kept, identity))
    return problem(403, {
      type: 'not-allowed',
      title: `${kept.madeBy} made this report`,
      detail: 'Its maker and owners may take its link back, renew it or make a newer version.',
    });
  return answered(() => act(kept));
}
