import { describe, expect, it } from 'vitest';
import type { Store } from '$lib/server/store/store';
import { inTurn } from './guard';

describe('inTurn', () => {
  it('answers at once what holds up later writes: those wait for it', async () => {
    const store = {} as Store; // only told apart from others
    const order: string[] = [];
    let noted = (): void => undefined;
    const note = new Promise<void>((resolve) => (noted = resolve)).then(() => order.push('noted'));
    const first = inTurn(store, (hold) => {
      hold(note);
      return Promise.resolve('loaded');
    });
    const second = inTurn(store, () => Promise.resolve(order.push('second')));
    expect(await first).toBe('loaded');
    expect(order).toEqual([]);
    noted();
    await second;
    expect(order).toEqual(['noted', 'second']);
  });

  it('goes on after what was held for failed', async () => {
    const store = {} as Store;
    await inTurn(store, (hold) => {
      const failing = Promise.reject(new Error('cannot be told'));
      failing.catch(() => undefined);
      hold(failing);
      return Promise.resolve();
    });
    expect(await inTurn(store, () => Promise.resolve('next'))).toBe('next');
  });
});
