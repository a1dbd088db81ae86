import { CRITERIA, CRITERION_IDS, type Criterion, type CriterionId } from '$lib/readiness/criteria';
import type { Decision } from '$lib/readiness/decision';
import { judge, thresholdOf } from '$lib/readiness/judge';
import { PRIMARIES_NEEDED, verdictOf, type ReadinessVerdict } from '$lib/readiness/verdict';
import type { Filters } from '$lib/usage/filters';
import { books } from './books';
import { dataset } from './dataset';
import { homeRegions } from './home-regions';
import { keptHeadline } from './kept';
import type { CriterionRow, ReadinessAnswer } from './readiness-answer';
import { decisions } from './readiness-documents';
import type { MeasureContext, Measured } from './readiness-measure';
import { measureCriterion } from './readiness-measures';
import { isOfSample } from './data-set';

const NOTHING_SET: Decision = { history: [] };

/** Every criterion with its state, source and evidence, and the verdict. The route filter does not narrow it. */
export function readiness(filters: Filters): Promise<ReadinessAnswer> {
  const anywhere = { ...filters, routes: [] };
  return keptHeadline(`readiness ${JSON.stringify(anywhere)}`, () => judged(anywhere));
}

async function judged(filters: Filters): Promise<ReadinessAnswer> {
  const sample = await isOfSample(filters);
  const [set, home, { regions }] = await Promise.all([
    decisions(sample),
    homeRegions(sample),
    dataset(sample),
  ]);
  const context = await contextOf(filters, set, home);
  const rows = await Promise.all(
    CRITERIA.map(async (criterion) => {
      const measured = await measureCriterion(criterion.id, context);
      return { row: rowOf(criterion, measured, set.get(criterion.id) ?? NOTHING_SET), measured };
    }),
  );
  const criteria = rows.map(({ row }) => row);
  const { verdict, why } = verdictOf(criteria);
  const primaries = criteria.filter(({ group }) => group === 'primary');
  return {
    verdict,
    why,
    primaries: {
      met: primaries.filter(({ state }) => state === 'met').length,
      needed: PRIMARIES_NEEDED,
      of: primaries.length,
    },
    criteria,
    next: nextOf(rows),
    home_regions: { chosen: home, known: regions },
    history: historyOf(set),
  };
}

/** What Overview says of readiness. */
export interface ReadinessHeadline {
  verdict: ReadinessVerdict;
  why: string;
  primaries: ReadinessAnswer['primaries'];
  /** Names of the blockers that hold it up, and of those that nobody has spoken on. */
  blocking: string[];
  undeclared: string[];
}

/** The verdict in short. */
export async function readinessHeadline(filters: Filters): Promise<ReadinessHeadline> {
  const { verdict, why, primaries, criteria } = await readiness(filters);
  const blockers = criteria.filter(({ group, source }) => group === 'blocker' && source !== 'waived');
  const named = (state: CriterionRow['state']): string[] =>
    blockers.filter((row) => row.state === state).map(({ name }) => name);
  return { verdict, why, primaries, blocking: named('met'), undeclared: named('unknown') };
}

async function contextOf(
  filters: Filters,
  set: Map<string, Decision>,
  home: string[],
): Promise<MeasureContext> {
  const { routes } = await books();
  return {
    filters,
    official: routes.filter(({ kind }) => kind === 'official').map(({ id }) => id),
    homeRegions: home,
    thresholdOf: (id) => thresholdOf(criterionOf(id), set.get(id) ?? NOTHING_SET) ?? 0,
  };
}

function rowOf(criterion: Criterion, measured: Measured, decision: Decision): CriterionRow {
  const { state, source, threshold, word } = judge(criterion, measured, decision);
  const { declaration, waiver } = decision;
  const counted = declaration && codeText(declaration);
  return {
    id: criterion.id,
    group: criterion.group,
    name: criterion.name,
    statement: criterion.states(thresholdText(threshold, criterion.unit)),
    state,
    source,
    value: measured.value ?? counted ?? null,
    threshold,
    default_threshold: criterion.threshold ?? null,
    unit: criterion.unit ?? null,
    evidence: measured.evidence,
    link: measured.link,
    measured_state: measured.state,
    declared: declaration?.declared ?? null,
    declared_by: declaration?.by ?? null,
    waived: waiver !== undefined,
    by: word?.by ?? null,
    on: word?.on ?? null,
    note: word?.note ?? null,
  };
}

function codeText({ modules, lines }: { modules?: number; lines?: number }): string | undefined {
  const said = [
    ...(modules === undefined ? [] : [`${modules.toLocaleString('en')} modules`]),
    ...(lines === undefined ? [] : [`${lines.toLocaleString('en')} lines`]),
  ];
  return said.length > 0 ? said.join(', ') : undefined;
}

function thresholdText(threshold: number | null, unit: Criterion['unit']): string {
  const text = (threshold ?? 0).toLocaleString('en', { maximumFractionDigits: 6 });
  return unit === 'USD a month' ? `$${text}` : unit === '%' ? `${text} %` : text;
}

/** What is open: primaries first, then blockers, then fit; measured ones only where something is missing. */
function nextOf(rows: { row: CriterionRow; measured: Measured }[]): ReadinessAnswer['next'] {
  const order = ['primary', 'blocker', 'fit'];
  return rows
    .filter(({ row, measured }) => row.source === 'measured' && measured.next)
    .sort((a, b) => order.indexOf(a.row.group) - order.indexOf(b.row.group))
    .flatMap(({ row, measured }) =>
      measured.next ? [{ ...measured.next, criterion: row.id, name: row.name }] : [],
    );
}

function historyOf(set: Map<string, Decision>): ReadinessAnswer['history'] {
  return CRITERION_IDS.flatMap((id) =>
    (set.get(id)?.history ?? []).map((change) => ({
      ...change,
      criterion: id,
      name: criterionOf(id).name,
    })),
  ).sort((a, b) => (a.on < b.on ? 1 : -1));
}

function criterionOf(id: CriterionId): Criterion {
  const found = CRITERIA.find((criterion) => criterion.id === id);
  if (!found) throw new Error(`no criterion ${id}`);
  return found;
}
