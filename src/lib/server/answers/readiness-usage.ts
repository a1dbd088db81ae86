import { BUDGET_MS } from '$lib/latency/budget';
import { above } from '$lib/readiness/judge';
import { quantile } from '$lib/roi/quantiles';
import { app } from '$lib/server/app';
import { formatDay } from '$lib/usage/day';
import { spendCells } from './cells';
import { conversationFacts } from './conversation-facts';
import { dataset } from './dataset';
import { kept } from './kept';
import { latency } from './latency';
import { completeDays } from './readiness-days';
import { notInData, type MeasureContext, type Measured } from './readiness-measure';
import { showsSample, toScope } from './scope';

const WHOLE = new Intl.NumberFormat('en');
/** Latencies on either side that a comparison takes at least (model.md section 5). */
const LEAST_MEASURED = 20;
const REQUEST_LOG = { label: 'Add a request log', href: '/data' };
const HOME_REGIONS = { label: 'Set the home regions', href: '/readiness#home-regions' };

/** Features whose median conversation has at least two turns. */
export async function measureContextFeatures(
  { filters }: MeasureContext,
  threshold: number,
): Promise<Measured> {
  const facts = await conversationFacts(filters);
  const named = facts.features.filter(({ feature }) => feature !== null);
  if (named.length === 0)
    return notInData(
      facts.conversations > 0
        ? 'The conversations in this data do not say which feature they belong to.'
        : 'This data tells no conversations.',
      { text: 'Upload a request log with a conversation id and a feature on every request.', ...REQUEST_LOG },
    );
  const found = facts.context_features;
  return {
    state: above(found.length, threshold),
    value: found.length,
    evidence: `Of ${named.length} named features, those whose median conversation has two turns or more: ${found.join(', ') || 'none'}.`,
    link: { label: 'Conversations', href: '/conversations' },
    next: null,
  };
}

/** Users, else requests, outside the home regions, of those whose region is known. */
export async function measureInternational(context: MeasureContext, threshold: number): Promise<Measured> {
  const { filters, homeRegions } = context;
  const { regions } = await dataset(await showsSample(filters));
  if (regions.length === 0)
    return notInData('This data names no regions.', {
      text: 'Upload a request log with the region of every request.',
      ...REQUEST_LOG,
    });
  if (homeRegions.length === 0)
    return notInData('The home regions are not set: nothing tells home from abroad.', {
      kind: 'set',
      text: 'Say which regions are home.',
      ...HOME_REGIONS,
    });
  const { store } = await app();
  const scope = await toScope(filters);
  const found = await kept(`audience ${JSON.stringify([scope, homeRegions])}`, () =>
    store.audience(scope, homeRegions),
  );
  const users = found.homeUsers + found.abroadUsers;
  const requests = found.homeRequests + found.abroadRequests;
  if (users + requests === 0)
    return notInData('No request in scope says which region it came from.', {
      text: 'Upload a request log with the region of every request.',
      ...REQUEST_LOG,
    });
  const abroad = users > 0 ? found.abroadUsers : found.abroadRequests;
  const all = users > 0 ? users : requests;
  const left = found.requestsWithoutRegion + (users > 0 ? found.requestsWithoutUser : 0);
  return {
    state: above(abroad * 100, threshold * all),
    value: (abroad / all) * 100,
    evidence: `${WHOLE.format(abroad)} of ${WHOLE.format(all)} ${users > 0 ? 'users have most of their requests' : 'requests come from'} outside ${homeRegions.join(', ')}${left > 0 ? `; ${WHOLE.format(left)} requests without a ${users > 0 ? 'region or a user' : 'region'} are left out` : ''}.`,
    link: { label: 'Spend by region', href: '/spend?by=region' },
    next: null,
  };
}

/** Median requests of the complete days with usage. */
export async function measureVolume({ filters }: MeasureContext, threshold: number): Promise<Measured> {
  const perDay = await requestsPerDay(filters);
  if (perDay.length === 0)
    return notInData('The data has no complete day whose requests are counted.', {
      text: 'Upload an export that counts requests, of at least one whole day.',
      label: 'Add an export',
      href: '/data',
    });
  const median = quantile(perDay, 0.5);
  return {
    state: above(median, threshold),
    value: median,
    evidence: `Median requests of ${WHOLE.format(perDay.length)} complete days with usage, on all routes.`,
    link: { label: 'Spend by day', href: '/spend' },
    next: null,
  };
}

/** Requests of each complete day with usage, ascending; days whose source does not count requests are left out. */
export async function requestsPerDay(filters: MeasureContext['filters']): Promise<number[]> {
  const days = await completeDays(filters);
  if (!days) return [];
  const sums = new Map<number, number>();
  const period = { from: formatDay(days.from), to: formatDay(days.to) };
  for (const cell of await spendCells({ ...filters, ...period }, [])) {
    if (cell.records === 0) continue;
    const known = cell.recordsWithoutRequests === 0 ? cell.requests : NaN;
    sums.set(cell.day, (sums.get(cell.day) ?? 0) + known);
  }
  return [...sums.values()].filter((sum) => !Number.isNaN(sum)).sort((a, b) => a - b);
}

/** How much the p95 duration abroad is above that at home, on the official route with most of them at home. */
export async function measureLatencyAbroad(context: MeasureContext, threshold: number): Promise<Measured> {
  const { filters, official, homeRegions } = context;
  const { regions } = await dataset(await showsSample(filters));
  const abroad = regions.map(({ name }) => name).filter((name) => !homeRegions.includes(name));
  if (homeRegions.length === 0 || abroad.length === 0 || official.length === 0)
    return notInData('Nothing in this data tells home from abroad on an official route.', {
      kind: 'set',
      text: 'Say which regions are home, or declare whether there are complaints.',
      ...HOME_REGIONS,
    });
  const p95sOf = async (names: string[]): Promise<Map<string, number>> => {
    const scope = { ...filters, routes: official, regions: names };
    const { rows } = await latency(scope, ['route'], 'duration', BUDGET_MS);
    const measured = rows.filter((row) => row.measured >= LEAST_MEASURED);
    return new Map(
      measured.sort((a, b) => b.measured - a.measured).map((row) => [row.route ?? '', row.p95 ?? 0]),
    );
  };
  const [abroadP95s, homeP95s] = await Promise.all([p95sOf(abroad), p95sOf(homeRegions)]);
  const route = [...homeP95s.keys()].find((id) => abroadP95s.has(id)) ?? '';
  const [there, here] = [abroadP95s.get(route), homeP95s.get(route)];
  if (there === undefined || !here)
    return notInData(`Under ${LEAST_MEASURED} measured durations on one of the sides.`, {
      text: 'Upload a gateway log with the region and the duration of every request, or declare.',
      ...REQUEST_LOG,
    });
  const more = (there / here - 1) * 100;
  return {
    state: above(more, threshold),
    value: more,
    evidence: `p95 duration on ${route}: ${WHOLE.format(Math.round(there))} ms abroad, ${WHOLE.format(Math.round(here))} ms at home, whatever the models and the size of answers. Whether anybody complains is for people to declare.`,
    link: { label: 'Latency by region', href: '/latency?by=region&metric=duration' },
    next: null,
  };
}

/** Share of conversations with one turn. */
export async function measureSingleTurn({ filters }: MeasureContext, threshold: number): Promise<Measured> {
  const { conversations, single_turn: single } = await conversationFacts(filters);
  if (conversations === 0 || single.share_pct === null)
    return notInData('This data tells no conversations.', {
      text: 'Upload a request log with a conversation id on every request, or declare.',
      ...REQUEST_LOG,
    });
  return {
    state: above(single.conversations * 100, threshold * conversations),
    value: single.share_pct,
    evidence: `${WHOLE.format(single.conversations)} of ${WHOLE.format(conversations)} conversations have one turn.`,
    link: { label: 'Conversations', href: '/conversations' },
    next: null,
  };
}
