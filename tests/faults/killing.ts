import { once } from 'node:events';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RunningServer } from '../browser/server';

export type Dice = (least: number, most: number) => number;

/** Whole numbers from a seed, both ends included. */
export function dicer(seed: number): Dice {
  const generator = xoroshiro128plus(seed);
  return (least, most) => least + ((generator.next() >>> 0) % (most - least + 1));
}

/** kill -9, and waits until the process is gone. */
export async function kill({ process }: Pick<RunningServer, 'process'>): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const ended = once(process, 'exit');
  process.kill('SIGKILL');
  await ended;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
