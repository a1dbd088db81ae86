import type { ReportLink } from '$lib/server/store/reports';
import { dataOf, report } from './reports';
import { paper } from './paper';

/** Reports kept drawn: what is frozen is drawn once. */
const MOST = 32;

const drawn = new Map<string, Promise<Uint8Array<ArrayBuffer> | undefined>>();

/** A report's page: a look at memory where somebody looked at it before. The link is judged elsewhere, at every request. */
export async function paperOf({
  report: id,
}: Pick<ReportLink, 'report'>): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const page = drawn.get(id) ?? draw(id);
  drawn.delete(id);
  drawn.set(id, page);
  const [oldest] = drawn.keys();
  if (drawn.size > MOST && oldest !== undefined) drawn.delete(oldest);
  return page.catch((error: unknown) => {
    drawn.delete(id);
    throw error;
  });
}

async function draw(id: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const kept = await report(id);
  return kept && new TextEncoder().encode(paper(dataOf(kept), { sha256: kept.sha256, base: `/r/${id}` }));
}
