import { createHash } from 'node:crypto';
import type { Filters } from '$lib/usage/filters';
import { filtersToQuery, parseFilters } from '$lib/usage/parse-filters';
import { spendCells } from './cells';
import { dataset, loadedUploads } from './dataset';
import { keptHeadline } from './kept';
import { mixParts } from './mix-parts';
import { runRate, type RunRate } from './run-rate';
import { routePair, type RoutePair } from './savings';
import type { KeptScenario, MadeOn } from './scenario-document';

/** How what a scenario was measured on has moved since it was saved, and what it would be measured at now. */
export interface Moved {
  /**
   * `data`: uploads came or went. `days`: the same uploads, measured on other days. `costs`: the same days of the same
   * uploads at another cost: prices, exchange rates or terms have changed.
   */
  what: 'data' | 'days' | 'costs';
  last_hour: string | null;
  requests: number;
  official_monthly: string | null;
  relay_monthly: string | null;
}

/** The filters and routes of a scenario as the query that scopeOf reads. */
export function queryOf(filters: Filters, pair: RoutePair): string {
  const query = filtersToQuery(filters, { home: '' });
  query.set('baseline', pair.baseline.id);
  query.set('candidate', pair.candidate.id);
  return query.toString();
}

/** The filters and routes that a scenario was measured with. */
export async function scopeOf(query: string): Promise<{ filters: Filters; pair: RoutePair }> {
  const params = new URLSearchParams(query);
  const filters = parseFilters(params, { home: 'CNY' });
  if (!filters.ok) throw new Error(`the scope of a scenario is damaged: ${query}`);
  return { filters: filters.value, pair: await routePair(params, filters.value) };
}

/** What a scenario that is saved now is measured on; null where there is no usage in scope. */
export async function madeOn(
  filters: Filters,
  pair: RoutePair,
  { from, to, days, official_monthly, relay_monthly }: RunRate,
  sample: boolean,
): Promise<MadeOn | null> {
  const all = await dataset(sample);
  if (from === null || to === null || all.lastHour === undefined) return null;
  const cells = await spendCells({ ...filters, from, to, routes: [] }, []);
  const aMonth = (amount: number): number => (amount * 30) / days;
  const mix = (await mixParts(cells, pair, filters)).map(({ key, tokens, official, relay }) => ({
    key,
    tokens: aMonth(tokens),
    official: aMonth(official),
    relay: aMonth(relay),
  }));
  const { lastHour: last_hour, requests } = all;
  const uploads = await uploadsDigest(sample);
  return { from, to, last_hour, requests, uploads, official_monthly, relay_monthly, mix };
}

/** What has moved since a scenario was saved; null where it would be measured as it was. */
export async function movedSince(saved: KeptScenario): Promise<Moved | null> {
  const { made_on, sample } = saved;
  const now = await measuredNow(saved);
  const what =
    made_on === null ? (now.from === null ? undefined : 'data') : await whatMoved(made_on, now, sample);
  if (what === undefined) return null;
  const { lastHour, requests } = await dataset(sample);
  const { official_monthly, relay_monthly } = now;
  return { what, last_hour: lastHour ?? null, requests, official_monthly, relay_monthly };
}

type Measured = Pick<RunRate, 'from' | 'to' | 'official_monthly' | 'relay_monthly'>;

/** A scenario's usage as it would be measured now, worked out once until something is written. */
async function measuredNow({ query, sample, scenario }: KeptScenario): Promise<Measured> {
  const { currency } = scenario;
  return keptHeadline(`measured ${sample} ${currency} ${query}`, async () => {
    const { filters, pair } = await scopeOf(query);
    const scope: Filters = { ...filters, currency, data: sample ? 'sample' : 'own' };
    const { from, to, official_monthly, relay_monthly } = await runRate(scope, pair);
    return { from, to, official_monthly, relay_monthly };
  });
}

async function whatMoved(made: MadeOn, now: Measured, sample: boolean): Promise<Moved['what'] | undefined> {
  const { lastHour, requests } = await dataset(sample);
  const uploads = made.uploads === undefined ? undefined : await uploadsDigest(sample);
  if (made.last_hour !== lastHour || made.requests !== requests || made.uploads !== uploads) return 'data';
  if (made.from !== now.from || made.to !== now.to) return 'days';
  const isSame = made.official_monthly === now.official_monthly && made.relay_monthly === now.relay_monthly;
  return isSame ? undefined : 'costs';
}

/** Changes with every upload that comes or goes, whatever it holds: tokens without requests, charges alone. */
async function uploadsDigest(sample: boolean): Promise<string> {
  const uploads = (await loadedUploads()).filter((upload) => upload.sample === sample);
  const lines = uploads.map(({ id, sha256, rows }) => `${sha256 ?? id} ${rows.accepted}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
