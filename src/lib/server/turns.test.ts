import { describe, expect, it } from 'vitest';
import { Turns } from './turns';

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

describe('Turns', () => {
  it('runs no more than its limit at a time, in order, and goes on after a failure', async () => {
    const turns = new Turns(2);
    let running = 0;
    let most = 0;
    const done: number[] = [];
    const task = (n: number) => async (): Promise<void> => {
      most = Math.max(most, ++running);
      await soon();
      running -= 1;
      done.push(n);
      if (n === 2) throw new Error('two');
    };
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map((n) => turns.take(task(n))));
    expect(most).toBe(2);
    expect(done).toEqual([1, 2, 3, 4, 5]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
  });

  it('stops once what came before is done, and refuses what comes after', async () => {
    const turns = new Turns(1);
    const done: number[] = [];
    for (const n of [1, 2])
      void turns.take(async () => {
        await soon();
        done.push(n);
      });
    await turns.stop();
    expect(done).toEqual([1, 2]);
    await expect(turns.take(soon)).rejects.toThrow('The store is closed.');
  });
});
