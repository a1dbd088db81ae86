import { fixed, NARROW, signed } from './format-number';
import { UNKNOWN } from './unknown';

/** Milliseconds as read: 4.2 ms, 412 ms, 1.24 s, 2 min 5 s. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return UNKNOWN;
  const size = Math.abs(ms);
  if (size < 999.5) return `${fixed(ms, size > 0 && size < 9.95 ? 1 : 0)}${NARROW}ms`;
  if (size < 59_995) return `${fixed(ms / 1000, size < 9_995 ? 2 : 1)}${NARROW}s`;
  return minutes(ms);
}

/** A difference of durations with its sign: −38 ms. */
export function durationChange(ms: number | null | undefined): string {
  return ms === null || ms === undefined ? UNKNOWN : signed(duration(ms));
}

function minutes(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const rest = seconds % 60;
  const whole = `${fixed((Math.sign(ms) * (seconds - rest)) / 60, 0)}${NARROW}min`;
  return rest === 0 ? whole : `${whole} ${rest}${NARROW}s`;
}
