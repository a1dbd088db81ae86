/** The sample company's thirteen months: how much, on which route, and the days that stand out. All times UTC. */

export const DAY_MS = 86_400_000;
export const STORY_FROM = Date.UTC(2025, 5, 1);
export const STORY_TO = Date.UTC(2026, 6, 1);

const BEGUN_PER_DAY = { atFirst: 92, atLast: 520 };
/** Monday first. */
const BY_WEEKDAY = [1.04, 1.08, 1.06, 1.05, 0.98, 0.52, 0.44];
const HOLIDAYS = [
  { from: Date.UTC(2025, 9, 1), to: Date.UTC(2025, 9, 8), factor: 0.6 },
  { from: Date.UTC(2025, 10, 10), to: Date.UTC(2025, 10, 12), factor: 1.6 },
  { from: Date.UTC(2025, 11, 25), to: Date.UTC(2025, 11, 27), factor: 0.75 },
  { from: Date.UTC(2026, 1, 15), to: Date.UTC(2026, 1, 23), factor: 0.5 },
  { from: Date.UTC(2026, 5, 15), to: Date.UTC(2026, 5, 19), factor: 1.3 },
];

/** Conversations begun on the day, on average: growth × weekday × holidays. */
export function begunOn(day: number): number {
  const grown = (day - STORY_FROM) / (STORY_TO - STORY_FROM);
  const trend = BEGUN_PER_DAY.atFirst * (BEGUN_PER_DAY.atLast / BEGUN_PER_DAY.atFirst) ** grown;
  const weekday = BY_WEEKDAY[(new Date(day).getUTCDay() + 6) % 7] as number;
  const holiday = HOLIDAYS.find((span) => within(day, span));
  return trend * weekday * (holiday?.factor ?? 1);
}

interface Span {
  from: number;
  to: number;
}

/** Two weeks in which every request is sent to both routes; people get the official answer. */
export const PARALLEL_RUN: Span = { from: Date.UTC(2026, 3, 6), to: Date.UTC(2026, 3, 20) };

/** The ramp, with the step back after the bad evening of 18 June. */
const RAMP = [
  { from: PARALLEL_RUN.to, share: 0.05 },
  { from: Date.UTC(2026, 4, 11), share: 0.25 },
  { from: Date.UTC(2026, 5, 8), share: 0.5 },
  { from: Date.UTC(2026, 5, 18, 13, 30), share: 0.25 },
  { from: Date.UTC(2026, 5, 21), share: 0.5 },
];

/** Share of conversations that the relay serves alone. */
export function relayShare(at: number): number {
  let share = 0;
  for (const step of RAMP) if (at >= step.from) share = step.share;
  return share;
}

/** Crowds: load rehearsals of the parallel run, and the three evenings of the June sales festival. */
export const CROWDS = [
  { from: Date.UTC(2026, 3, 9, 8), to: Date.UTC(2026, 3, 9, 9), perQuarterHour: 150 },
  { from: Date.UTC(2026, 3, 16, 8), to: Date.UTC(2026, 3, 16, 9), perQuarterHour: 150 },
  { from: Date.UTC(2026, 5, 16, 12), to: Date.UTC(2026, 5, 16, 14), perQuarterHour: 400 },
  { from: Date.UTC(2026, 5, 17, 12), to: Date.UTC(2026, 5, 17, 14), perQuarterHour: 400 },
  { from: Date.UTC(2026, 5, 18, 12), to: Date.UTC(2026, 5, 18, 14), perQuarterHour: 400 },
];

const PAUSE_BEFORE_MS = 30 * 60_000;

/** When other work begins that would begin at this time: it is paused shortly before and throughout a crowd. */
export function besideCrowds(at: number): number {
  const crowd = CROWDS.find((span) => within(at, { from: span.from - PAUSE_BEFORE_MS, to: span.to }));
  return crowd === undefined ? at : at + (crowd.to - crowd.from) + PAUSE_BEFORE_MS;
}

/** The relay loses sessions and slows down in the festival's last evening. */
export const RELAY_BAD_HOUR: Span = {
  from: Date.UTC(2026, 5, 18, 12, 30),
  to: Date.UTC(2026, 5, 18, 13, 30),
};
/** The official providers fail widely for some hours. */
export const OFFICIAL_INCIDENT: Span = { from: Date.UTC(2025, 10, 18, 11), to: Date.UTC(2025, 10, 18, 15) };
/** A key was rotated before the gateway knew the new one. */
export const KEY_ROTATION: Span = { from: Date.UTC(2026, 2, 3, 1), to: Date.UTC(2026, 2, 3, 1, 40) };
/** The relay billed Claude at 1.1 times the list in this week. */
export const RELAY_OVERCHARGE: Span = { from: Date.UTC(2026, 5, 8), to: Date.UTC(2026, 5, 15) };

/** Is the time in the half-open span? */
export function within(at: number, span: Span): boolean {
  return at >= span.from && at < span.to;
}

/** Office hours in China, when the relay's shared quota is tightest. */
export function isRelayPeak(at: number): boolean {
  const hour = Math.floor((at % DAY_MS) / 3_600_000);
  return hour >= 1 && hour < 10;
}
