import { describe, expect, it, vi } from 'vitest';
import type { Engine } from './engine';
import { FollowUp } from './follow-up';

/** An engine on which questions are asked, and others write, when the test says so. */
function work({ isQuiet = true, isWriting = false } = {}) {
  const state = { isQuiet, isWriting, isDue: true, fails: false, made: 0 };
  const engine = {
    get isWriting() {
      return state.isWriting;
    },
    write: (task: (run: unknown) => Promise<void>) => task(undefined),
  } as unknown as Engine;
  const due = {
    isDue: () => Promise.resolve(state.isDue),
    make: async () => {
      if (state.fails) throw new Error('no room');
      state.made += 1;
      state.isDue = false;
    },
  };
  return { state, followUp: new FollowUp(engine, due, () => state.isQuiet) };
}

const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

describe('what follows a load', () => {
  it('is done unasked where nobody asks anything', async () => {
    const { state, followUp } = work();
    followUp.start();
    expect(followUp.isMaking).toBe(true);
    await vi.waitFor(() => expect(followUp.isMaking).toBe(false), 20_000);
    expect(state.made).toBe(1);
  });

  it('lets questions go first, and begins after them', async () => {
    const { state, followUp } = work({ isQuiet: false });
    followUp.start();
    await aWhile();
    expect(state.made).toBe(0);
    state.isQuiet = true;
    await vi.waitFor(() => expect(state.made).toBe(1), 20_000);
  });

  it('begins at once for a question that rests on it', async () => {
    const { state, followUp } = work({ isQuiet: false });
    followUp.start();
    await followUp.settled();
    expect(state.made).toBe(1);
  });

  it('is left for later where the question can be answered without and somebody else writes', async () => {
    const { state, followUp } = work({ isQuiet: false, isWriting: true });
    followUp.start();
    await followUp.settledSoon();
    expect(state.made).toBe(0);
    state.isWriting = false;
    await followUp.settledSoon();
    expect(state.made).toBe(1);
  });

  it('tells those who need it of a failure, those who do not nothing, and is tried again', async () => {
    const { state, followUp } = work();
    state.fails = true;
    await expect(followUp.settled()).rejects.toThrow('no room');
    await followUp.settledSoon();
    state.fails = false;
    await followUp.settled();
    expect(state.made).toBe(1);
  });

  it('ends its waiting when it is stopped', async () => {
    const { followUp } = work({ isQuiet: false });
    followUp.start();
    await aWhile();
    await followUp.stop();
    expect(followUp.isMaking).toBe(false);
  });
});
