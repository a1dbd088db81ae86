import type { Hideable } from './labels';

/** The parts that a report can have, in the order in which they stand. */
export const SECTIONS = {
  overview: 'Overview',
  spend: 'Spend',
  exchange: 'Exchange rate and terms',
  latency: 'Latency and errors',
  conversations: 'Conversations',
  readiness: 'Readiness',
  rollout: 'Rollout',
  roi: 'Return on investment',
  claims: 'Claims',
} as const;

export type SectionId = keyof typeof SECTIONS;

export const SECTION_IDS = Object.keys(SECTIONS) as SectionId[];

/**
 * A report as plain data: all that the shared page shows, made once and kept to the byte. Nothing in it refers to
 * anything outside it. Amounts are decimal strings in the currency that stands beside them; unknown values are null.
 */
export interface Report {
  kind: 'crossrate-report';
  /** Of this shape. */
  version: 1;
  /** Version of Crossrate, whose model the figures are by. */
  model: string;
  title: string;
  /** Markdown, as written. */
  commentary: string | null;
  organisation: string | null;
  /** RFC 3339. */
  made_at: string;
  currency: string;
  /** The payer's. */
  home: string;
  /** First day, and the day after the last. Null without data. */
  period: { from: string; to: string } | null;
  data: {
    set: 'own' | 'sample';
    /** Start of the last hour with data, RFC 3339. */
    until: string | null;
    requests: number;
  };
  filters: { label: string; value: string }[];
  hidden: Hideable[];
  sections: ReportSection[];
  assumptions: ReportTable[];
  sources: ReportSource[];
}

export interface ReportSection {
  id: SectionId;
  title: string;
  /** One sentence to say aloud. */
  answer: string;
  note: string | null;
  figures: ReportFigure[];
  charts: ReportChart[];
  tables: ReportTable[];
  /** What is not known, or stands on little: one sentence each. */
  knowledge: string[];
}

export interface ReportFigure {
  label: string;
  value: string;
  /** In full, where `value` is shortened. */
  exact: string | null;
  note: string | null;
  tone: 'good' | 'bad' | null;
}

export interface ReportColumn {
  label: string;
  unit: string | null;
  align: 'left' | 'right';
  /** Only in the CSV and the JSON: too much for paper. */
  aside: boolean;
}

export type ReportCell = string | number | null;

export interface ReportTable {
  /** Names its CSV: letters, digits and dashes. */
  name: string;
  title: string;
  note: string | null;
  columns: ReportColumn[];
  /** As exact as they are known. */
  rows: ReportCell[][];
  /** As a person reads them, cell by cell. */
  shown: string[][];
  /** Long, and drawn in a chart: opened by whoever wants it, and not printed. */
  folded: boolean;
  /** Rows that there were beyond those kept. */
  left_out: number;
}

export interface ReportSource {
  what: string;
  source: string;
  date: string | null;
  age: string | null;
  stale: boolean;
}

export type ReportChart = ReportChartFrame &
  (StepsChart | TimeChart | DistributionChart | CashChart | TornadoChart | BarsChart);

export interface ReportChartFrame {
  title: string;
  caption: string;
  /** What it shows, in a sentence. */
  summary: string;
  /** The table with the same numbers. */
  table: string | null;
}

/** From one total through its parts to the next. */
export interface StepsChart {
  kind: 'steps';
  steps: { label: string; value: number; text: string; total: string | null }[];
}

/** Amounts by day, week or month; null is a gap. */
export interface TimeChart {
  kind: 'time';
  currency: string;
  grain: 'day' | 'week' | 'month';
  starts: string[];
  series: { label: string; hue: string; values: (number | null)[]; dotted: boolean; strong: boolean }[];
  /** Indexes of buckets that the data does not cover whole. */
  incomplete: number[];
  /** Bars that stand on one another, in place of lines. */
  stacked: boolean;
}

/** Milliseconds at each quantile. */
export interface DistributionChart {
  kind: 'distribution';
  quantiles: number[];
  curves: { label: string; hue: string; ms: number[] }[];
  budget_ms: number;
}

/** Money by month from month 0, with the range of eight in ten. */
export interface CashChart {
  kind: 'cash';
  currency: string;
  cumulative: number[];
  band: { p10: number; p90: number }[];
  payback: number | null;
}

export interface TornadoChart {
  kind: 'tornado';
  currency: string;
  base: number;
  bars: { label: string; low: number; high: number; low_input: string; high_input: string }[];
}

/** Ranked bars from zero. */
export interface BarsChart {
  kind: 'bars';
  bars: { label: string; value: number; text: string; hue: string }[];
}
