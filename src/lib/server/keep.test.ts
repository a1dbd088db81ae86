import { expect, it, vi } from 'vitest';
import { keeper } from './keep';

it('works an answer out once per key and revision', async () => {
  const keep = keeper(4);
  const produce = vi.fn(() => Promise.resolve(produce.mock.calls.length));
  expect(await keep(1, 'a', produce)).toBe(1);
  expect(await keep(1, 'a', produce)).toBe(1);
  expect(await keep(1, 'b', produce)).toBe(2);
  expect(await keep(2, 'a', produce)).toBe(3);
});

it('lets the one go that was asked for longest ago', async () => {
  const keep = keeper(2);
  const made: string[] = [];
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await keep(1, key, () => Promise.resolve(made.push(key)));
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});

it('does not keep what failed', async () => {
  const keep = keeper(2);
  await expect(keep(1, 'a', () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
  expect(await keep(1, 'a', () => Promise.resolve('there'))).toBe('there');
});
