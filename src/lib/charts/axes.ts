import type { Ink } from './ink';

const TICK = 12;

/** A face for ticks and labels. */
export function face(
  ink: Ink,
  weight: 'normal' | 'bold' = 'normal',
): { family: string; size: number; weight: 'normal' | 'bold' } {
  return { family: ink.font, size: TICK, weight };
}

/** The axis that values stand on: from zero, few lines, ticks with their unit. */
export function valueAxis(ink: Ink, tick: (value: number) => string, stacked = false) {
  return {
    beginAtZero: true,
    stacked,
    border: { display: false },
    grid: { color: ink.colour('line'), drawTicks: false },
    ticks: {
      color: ink.colour('muted'),
      font: face(ink),
      padding: 8,
      maxTicksLimit: 6,
      callback: (value: string | number) => tick(Number(value)),
    },
  };
}

/** The axis of names or times: no grid, ticks as they fit, never turned. */
export function categoryAxis(ink: Ink, tick: (index: number) => string, stacked = false) {
  return {
    type: 'category' as const,
    stacked,
    border: { color: ink.colour('edge') },
    grid: { display: false },
    ticks: {
      color: ink.colour('muted'),
      font: face(ink),
      padding: 6,
      maxRotation: 0,
      autoSkipPadding: 24,
      callback: (_: string | number, index: number) => tick(index),
    },
  };
}

/** Tooltip in the look of the page. */
export function tooltip(ink: Ink) {
  return {
    backgroundColor: ink.colour('raised'),
    borderColor: ink.colour('edge'),
    borderWidth: 1,
    titleColor: ink.colour('text'),
    bodyColor: ink.colour('text'),
    footerColor: ink.colour('muted'),
    titleFont: face(ink, 'bold'),
    bodyFont: face(ink),
    footerFont: face(ink),
    padding: 10,
    cornerRadius: 5,
    boxWidth: 8,
    boxHeight: 8,
    boxPadding: 4,
    usePointStyle: true,
    caretSize: 0,
  };
}

/** Room to the right for words at line ends, estimated from the longest of them. */
export function endRoom(texts: string[]): number {
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
  return longest === 0 ? 8 : Math.min(140, Math.round(longest * TICK * 0.58) + 14);
}
