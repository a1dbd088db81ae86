import { expect, it } from 'vitest';
import { SharedReads } from './shared-reads';

/** Reads that end when they are told to. */
function reads() {
  const begun: { key: string; end: (value: string) => void; fail: (error: Error) => void }[] = [];
  const shared = new SharedReads((key) => new Promise<string>((end, fail) => begun.push({ key, end, fail })));
  return { begun, shared };
}

/** Lets what was settled be noticed. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('answers with what was read after the question: a read that runs is joined by nobody', async () => {
  const { begun, shared } = reads();
  const first = shared.of('a');
  await turn();
  const later = [shared.of('a'), shared.of('a')];
  await turn();
  expect(begun).toHaveLength(1);
  begun[0]?.end('before');
  expect(await first).toBe('before');
  await turn();
  expect(begun).toHaveLength(2); // one for both
  begun[1]?.end('after');
  expect(await Promise.all(later)).toEqual(['after', 'after']);
});

it('reads different things side by side, and each anew', async () => {
  const { begun, shared } = reads();
  const both = [shared.of('a'), shared.of('b')];
  await turn();
  expect(begun.map(({ key }) => key)).toEqual(['a', 'b']);
  begun.forEach(({ key, end }) => end(key));
  expect(await Promise.all(both)).toEqual(['a', 'b']);
  const again = shared.of('a');
  await turn();
  expect(begun).toHaveLength(3);
  begun[2]?.end('anew');
  expect(await again).toBe('anew');
});

it('tells a failure to those who shared it, and reads on', async () => {
  const { begun, shared } = reads();
  const failing = [shared.of('a'), shared.of('a')];
  await turn();
  const next = shared.of('a');
  begun[0]?.fail(new Error('the store is gone'));
  for (const one of failing) await expect(one).rejects.toThrow('the store is gone');
  await turn();
  begun[1]?.end('back');
  expect(await next).toBe('back');
});
