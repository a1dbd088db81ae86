import { moneySources } from '$lib/components/money-evidence';
import { filterQuery, type ReportChoices } from '$lib/report/choices';
import { Redaction } from '$lib/report/redaction';
import type { Report, ReportSection, ReportSource, SectionId } from '$lib/report/report';
import { BadInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import { books } from '$lib/server/answers/books';
import { facets } from '$lib/server/answers/facets';
import { keptScenario } from '$lib/server/answers/scenarios';
import { routePair, savings, type RoutePair } from '$lib/server/answers/savings';
import { filterDefaults, settings } from '$lib/server/answers/settings';
import { dataPeriod } from '$lib/usage/data-period';
import type { Filters } from '$lib/usage/filters';
import { parseFilters } from '$lib/usage/parse-filters';
import { version } from '../../../../package.json';
import { assumptions } from './assumptions';
import { filterWords } from './filter-words';
import { knownNames } from './known-names';
import type { Making } from './making';
import { claimsSection } from './sections/claims';
import { conversationsSection } from './sections/conversations';
import { exchangeSection } from './sections/exchange';
import { latencySection } from './sections/latency';
import { overviewSection } from './sections/overview';
import { readinessSection } from './sections/readiness';
import { roiSection } from './sections/roi';
import { rolloutSection } from './sections/rollout';
import { spendSection } from './sections/spend';

const MAKERS: Record<SectionId, (making: Making) => Promise<ReportSection>> = {
  overview: overviewSection,
  spend: spendSection,
  exchange: exchangeSection,
  latency: latencySection,
  conversations: conversationsSection,
  readiness: readinessSection,
  rollout: rolloutSection,
  roi: roiSection,
  claims: claimsSection,
};

/** So often a report is begun again where something was written meanwhile: its figures are of one moment. */
const TRIES = 4;

/** A report of the data as it is now. Throws BadInput where the choices cannot be used. */
export async function makeReport(choices: ReportChoices): Promise<Report> {
  const { store } = await app();
  for (let tried = 1; ; tried += 1) {
    const { revision } = store;
    const report = await made(choices);
    if (store.revision === revision || tried === TRIES) return report;
  }
}

async function made(choices: ReportChoices): Promise<Report> {
  const making = await makingOf(choices);
  const { filters, query, redaction, period } = making;
  const { now } = await app();
  const { facets: all, sample } = await facets(filters);
  const whole = dataPeriod(all);
  const sections: ReportSection[] = [];
  for (const id of choices.sections) sections.push(await MAKERS[id](making));
  const report: Report = {
    kind: 'crossrate-report',
    version: 1,
    model: version,
    title: choices.title,
    commentary: choices.commentary?.trim() || null,
    organisation: (await settings()).organisation || null,
    made_at: new Date(now()).toISOString(),
    currency: filters.currency,
    home: filters.home,
    period: whole ? period : null,
    data: { set: sample ? 'sample' : 'own', until: all.lastHour ?? null, requests: all.requests },
    filters: await filterWords(making),
    hidden: choices.redact,
    sections,
    assumptions: await assumptions(making),
    sources: await sourcesOf(making, making.named(await routePair(query, filters))),
  };
  refuseHidden(report, redaction);
  const { title, commentary, organisation } = report;
  return { ...redaction.clean(report), title, commentary, organisation };
}

/** What people write is theirs: it is refused, not changed, where it names what the report hides. */
function refuseHidden({ title, commentary, organisation }: Report, redaction: Redaction): void {
  const issues = Object.entries({ title, commentary, organisation }).flatMap(([where, text]) => {
    const found = redaction.findIn(text ?? '');
    return found === undefined ? [] : [{ where, message: `names ${found}, which this report hides` }];
  });
  if (issues.length > 0) throw new BadInput(issues);
}

async function makingOf(choices: ReportChoices): Promise<Making> {
  const query = filterQuery(choices);
  const parsed = parseFilters(query, await filterDefaults());
  if (!parsed.ok)
    throw new BadInput(parsed.issues.map(({ where, message }) => ({ where: `filters.${where}`, message })));
  const filters = parsed.value;
  if (choices.scenario !== null && !(await keptScenario(choices.scenario)))
    throw new BadInput([{ where: 'scenario', message: `there is no scenario ${choices.scenario}` }]);
  const { routes } = await books();
  const redaction = new Redaction(choices.redact, await knownNames(choices.redact));
  const routeName = (id: string): string =>
    redaction.name('route', routes.find((route) => route.id === id)?.name ?? id);
  return {
    filters,
    query,
    choices,
    redaction,
    routeName,
    named: (pair) => (redaction.hides('route') ? namedPair(pair, redaction) : pair),
    period: await periodOf(filters),
  };
}

function namedPair({ baseline, candidate }: RoutePair, redaction: Redaction): RoutePair {
  return {
    baseline: { ...baseline, name: redaction.name('route', baseline.name) },
    candidate: { ...candidate, name: redaction.name('route', candidate.name) },
  };
}

/** The period asked for, cut to where there is data. */
async function periodOf(filters: Filters): Promise<Making['period']> {
  const whole = dataPeriod((await facets(filters)).facets);
  const first = whole?.from ?? filters.from ?? '1970-01-01';
  const end = whole?.to ?? filters.to ?? '1970-01-02';
  return {
    from: filters.from !== undefined && filters.from > first ? filters.from : first,
    to: filters.to !== undefined && filters.to < end ? filters.to : end,
  };
}

async function sourcesOf({ filters, redaction }: Making, pair: RoutePair): Promise<ReportSource[]> {
  const { basis } = await savings(filters, pair);
  return (moneySources(basis) ?? []).map(({ what, source, date, age, stale }) => ({
    what,
    source: source === basis.rate.source ? redaction.words(source) : source,
    date: date ?? null,
    age: age ?? null,
    stale: stale ?? false,
  }));
}
