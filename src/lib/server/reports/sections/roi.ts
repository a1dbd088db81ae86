import { money } from '$lib/components/format-money';
import { roi, type Roi } from '$lib/roi/roi';
import { flowRows } from '$lib/roi/roi-answer';
import { scenarioOf, type FilledSpec } from '$lib/roi/scenario-spec';
import type { Simulation } from '$lib/roi/simulation';
import { tornado, type Swing } from '$lib/roi/tornado';
import type { ReportChart, ReportSection, ReportTable } from '$lib/report/report';
import { BadInput } from '$lib/server/api';
import { completed, simulatedInTurns } from '$lib/server/answers/roi';
import { startSpec } from '$lib/server/answers/roi-headline';
import type { LeftOutUsage } from '$lib/server/answers/run-rate';
import { routePair } from '$lib/server/answers/savings';
import { movedSince, scopeOf } from '$lib/server/answers/scenario-moved';
import { keptScenario } from '$lib/server/answers/scenarios';
import { movedNote } from '$pages/roi/moved-words';
import { FIELD_GROUPS, PATHS } from '$pages/roi/fields';
import { estimateShort, estimateWhole, monthsText } from '$pages/roi/estimates';
import { inputText, INPUT_LABELS } from '$pages/roi/input-names';
import { flowColumns, swingColumns } from '$pages/roi/roi-columns';
import { roiFigures } from '$pages/roi/roi-figures';
import { leftOutWords, roiSentence, runRateNote } from '$pages/roi/roi-words';
import type { Making } from '../making';
import { figuresOf, sentence, tableOf } from '../section-parts';

interface Planned {
  spec: FilledSpec;
  note: string;
  relay: string;
  /** Usage that the amounts are without. */
  leftOut: LeftOutUsage | null;
}

/** What the move is worth under a scenario: an estimate, with its range. */
export async function roiSection(making: Making): Promise<ReportSection> {
  const planned = await plannedOf(making);
  if (typeof planned === 'string') return unmeasured(planned);
  const { spec, note, relay, leftOut } = planned;
  const scenario = scenarioOf(spec);
  const found = roi(scenario);
  const simulation = await simulatedInTurns(scenario);
  const swings = tornado(scenario);
  const rows = flowRows(found);
  return {
    id: 'roi',
    title: 'Return on investment',
    answer: sentence(roiSentence(found, simulation, relay)),
    note: `An estimate. ${note}`,
    figures: figuresOf(roiFigures(found, simulation, { leftOut })),
    charts: [cashChart(found, simulation), ...(swings.length > 0 ? [tornadoChart(found, swings)] : [])],
    tables: [
      inputs(spec),
      tableOf({
        name: 'roi-flows',
        folded: true,
        title: 'Month by month',
        columns: flowColumns(spec.currency),
        rows,
        aside: ['volume', 'adoption', 'mirrored', 'credits', 'running', 'loss', 'discount', 'present'],
      }),
      tableOf({
        name: 'roi-sensitivity',
        title: 'What moves the result most',
        columns: swingColumns(spec.currency),
        rows: swings,
      }),
    ],
    knowledge: [
      'Everything here is an estimate: read it with its range.',
      ...leftOutWords({ left_out: leftOut }),
    ],
  };
}

/** The chosen scenario as it was saved, else the measured run rate; why there is neither. */
async function plannedOf(making: Making): Promise<Planned | string> {
  const { filters, query, choices } = making;
  const saved = choices.scenario === null ? undefined : await keptScenario(choices.scenario);
  if (saved) {
    const { pair } = await scopeOf(saved.query);
    const on = saved.made_on ? `, measured on data up to ${saved.made_on.last_hour.slice(0, 10)}` : '';
    return {
      spec: saved.scenario,
      note: `Scenario ${making.redaction.words(saved.name)}, saved on ${saved.changedAt.slice(0, 10)}${on}.${movedNote(await movedSince(saved))}`,
      relay: making.named(pair).candidate.name,
      leftOut: null,
    };
  }
  const pair = making.named(await routePair(query, filters));
  try {
    const { spec, measured } = await completed(filters, pair, await startSpec(filters));
    return { spec, note: runRateNote(measured), relay: pair.candidate.name, leftOut: measured.left_out };
  } catch (error) {
    if (error instanceof BadInput) return error.issues.map(({ message }) => message).join('; ');
    throw error;
  }
}

function unmeasured(why: string): ReportSection {
  return {
    id: 'roi',
    title: 'Return on investment',
    answer: 'What the move is worth cannot be said.',
    note: null,
    figures: [],
    charts: [],
    tables: [],
    knowledge: [`${why}.`],
  };
}

function cashChart(found: Roi, { band }: Simulation): ReportChart {
  const { currency, horizonMonths } = found.scenario;
  const payback = 'value' in found.payback ? found.payback.value : null;
  const back = payback === null ? 'not paid back in that time' : `paid back after ${monthsText(payback)}`;
  return {
    kind: 'cash',
    title: 'Cumulative cash',
    caption: `All flows so far in ${currency}, month by month; eight in ten simulated futures lie in the band`,
    summary: `From ${estimateWhole(-found.investment, currency)} to ${estimateWhole(found.sum, currency)} after ${horizonMonths} months; ${back}.`,
    table: 'roi-flows',
    currency,
    cumulative: found.months.map(({ cumulative }) => cumulative),
    band: band.map(({ p10, p90 }) => ({ p10, p90 })),
    payback,
  };
}

function tornadoChart({ scenario: { currency }, npv }: Roi, swings: Swing[]): ReportChart {
  const [widest] = swings;
  return {
    kind: 'tornado',
    title: 'What moves the result most',
    caption: `Net present value in ${currency} with each input at its low and at its high`,
    summary: widest
      ? `${INPUT_LABELS[widest.input]} moves the result most: from ${estimateShort(widest.npvLow, currency)} to ${estimateShort(widest.npvHigh, currency)}.`
      : '',
    table: 'roi-sensitivity',
    currency,
    base: npv,
    bars: swings.slice(0, 8).map((swing) => ({
      label: INPUT_LABELS[swing.input],
      low: swing.npvLow,
      high: swing.npvHigh,
      low_input: inputText(swing.input, swing.low, currency),
      high_input: inputText(swing.input, swing.high, currency),
    })),
  };
}

/** Every input of the scenario, as it was when the report was made. */
function inputs(spec: FilledSpec): ReportTable {
  const rows = FIELD_GROUPS.flatMap(({ title, fields }) =>
    fields.map(({ key, label, unit }) => ({
      label: `${title}: ${label.toLowerCase()}`,
      value: valueAt(spec, PATHS[key]),
      isMoney: unit.startsWith('money'),
      unit: unit.replace('money', spec.currency).replace(/^rate$/, 'CNY per USD'),
    })),
  ).concat([
    { label: 'Ramp: share moved, by month', value: spec.adoption_pct.join(', '), unit: '%', isMoney: false },
    { label: 'Ramp: sent to both, by month', value: spec.mirrored_pct.join(', '), unit: '%', isMoney: false },
  ]);
  return tableOf({
    name: 'roi-inputs',
    title: 'What was assumed',
    columns: [
      { key: 'label', label: 'Input', align: 'left', value: (row) => row.label },
      {
        key: 'value',
        label: 'Value',
        value: (row) => row.value,
        show: (row) => (row.isMoney ? money(String(row.value), spec.currency) : String(row.value)),
      },
      { key: 'unit', label: 'Unit', align: 'left', value: (row) => row.unit },
    ],
    rows,
  });
}

function valueAt(spec: object, path: string): string | number | null {
  const found = path
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], spec);
  return typeof found === 'string' || typeof found === 'number' ? found : null;
}
