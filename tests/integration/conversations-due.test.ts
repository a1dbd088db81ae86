import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testStore, type TestStore } from './store-files';

const OWN = { sample: false };
const MARKS = { timeoutMinutes: 30, mostEarlierTurns: 5 };
const TURNS = 20_000;

let test: TestStore;
beforeEach(async () => {
  test = await testStore();
});
afterEach(() => test.end());

/** Two turns a conversation, 10 and 25 tokens of prompt, 5 of answer: 15 of the second are history. */
function csv(from: number): string {
  const rows = Array.from({ length: TURNS }, (_, i) => {
    const at = new Date(Date.UTC(2026, 5, 1) + i * 1000).toISOString();
    return `${at},official,gpt-4.1,c${from + (i >> 1)},${i % 2 ? 25 : 10},5`;
  });
  return ['time,route,model,conversation,input_tokens,output_tokens', ...rows].join('\n');
}

const facts = async (): Promise<object> => {
  const { conversations, turns, resent } = await test.store.conversationSummary(OWN, MARKS);
  return { conversations, turns, resent };
};

describe('conversations are summed up after the load that brought them', () => {
  const all = { conversations: TURNS / 2, turns: TURNS, resent: (TURNS / 2) * 15 };

  it('and questions wait for it', async () => {
    await test.loaded(csv(0));
    expect(test.store.isProfilingConversations).toBe(true);
    expect(await facts()).toEqual(all);
    expect(test.store.isProfilingConversations).toBe(false);
  });

  it('or when the store opens again, where it was stopped before', async () => {
    await test.loaded(csv(0));
    await test.reopen();
    expect(await facts()).toEqual(all);
  });

  it('and before an upload is removed, so that nothing of it stays', async () => {
    const first = await test.loaded(csv(0));
    await test.loaded(csv(TURNS));
    expect(await test.store.removeUpload(first.id)).toBe(true);
    expect(await facts()).toEqual(all);
  });
});
