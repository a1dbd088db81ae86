import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testStore, type TestStore } from './store-files';

const OWN = { sample: false };
const MARKS = { timeoutMinutes: 30, mostEarlierTurns: 5 };
const HEADER =
  'time,route,model,feature,conversation,request_id,input_tokens,cached_input_tokens,output_tokens,status';

let test: TestStore;
beforeEach(async () => {
  test = await testStore();
});
afterEach(() => test.end());

const csv = (...rows: string[]): string => [HEADER, ...rows].join('\n') + '\n';

/**
 * One conversation by hand. Prompts 100, 150, none (rate limited), 260, 90; answers 20, 30, 0, 40, 10.
 * Turn 1: all new. Turn 2: new = 150 − 100 − 20 = 30, resent 120. Turn 3 has no prompt. Turn 4 after turn 2:
 * new = 260 − 150 − 30 = 80, resent 180. Turn 5: 90 − 260 − 40 < 0, so nothing is new: resent 90, a trim of 170.
 */
const BY_HAND = [
  '2026-06-01T10:00:00Z,official,gpt-4.1,chat,a,1,100,0,20,ok',
  '2026-06-01T10:01:00Z,official,gpt-4.1,chat,a,2,150,100,30,ok',
  '2026-06-01T10:20:00Z,official,gpt-4.1,chat,a,3,0,0,0,429',
  '2026-06-01T10:55:00Z,official,gpt-4.1,chat,a,4,260,128,40,ok',
  '2026-06-02T10:00:00Z,official,gpt-4.1,chat,a,5,90,0,10,ok',
];

describe('the profile of a conversation', () => {
  it('has turns, resent history, trims, timeouts and overflow as worked by hand', async () => {
    await test.loaded(csv(...BY_HAND));
    const summary = await test.store.conversationSummary(OWN, { timeoutMinutes: 30, mostEarlierTurns: 2 });
    expect(summary).toMatchObject({
      conversations: 1,
      turns: 5,
      answered: 4,
      errors: 1,
      prompt: 100 + 150 + 260 + 90,
      output: 20 + 30 + 40 + 10,
      resent: 120 + 180 + 90,
      trims: { turns: 1, conversations: 1, tokens: 170 },
      // Pauses 1, 19, 35 and 1,385 minutes: two of four are longer than 30.
      timeout: { turns: 2, of: 4 },
      // The fourth answered turn has three earlier ones.
      overflow: { turns: 1, of: 4 },
      recordsWithout: 0,
    });
    const cells = await test.store.conversationCells(OWN);
    // Cached first: turn 2 resends 120, 100 of them cached; turn 4 resends 180, 128 of them cached.
    expect(
      cells.map(({ tokens, resent }) => [tokens.cached_input, resent.cached_input, resent.uncached_input]),
    ).toEqual([
      [228, 228, 20 + 52],
      [0, 0, 90],
    ]);
    expect(await test.store.conversationGrowth(OWN)).toMatchObject({
      every: 1,
      conversations: 1,
      bands: [
        { turn: 1, turns: 1, prompt: 100, resent: 0 },
        { turn: 2, turns: 1, prompt: 150, resent: 120 },
        { turn: 3, turns: 1, prompt: 260, resent: 180 },
        { turn: 4, turns: 1, prompt: 90, resent: 90 },
      ],
    });
    const window = await test.store.conversationWindow(OWN, { turnsKept: 1, systemTokens: 10 });
    // Keeping one turn and 10 tokens: turn 3 leaves out what turn 1 held but 10 (100 + 20 − 10 = 110), turn 4 what turns
    // 1 and 2 held (150 + 30) but 10, yet it resends only 90: 80.
    expect(window.find(({ way }) => way === 'window')?.prompt).toBe(600 - 110 - 80);
    expect(window.find(({ way }) => way === 'as_is')).toMatchObject({ prompt: 600, cached: 228 });
    expect(await test.store.conversationConcurrency(OWN, 30)).toMatchObject({ peak: 1 });
    expect(await test.store.conversationLists(OWN, [{ by: 'turns', limit: 5 }])).toMatchObject([
      [{ name: 'a', turns: 5, errors: 1 }],
    ]);
  });
  it('is the same however the requests come: in one file, in two, in two and one of them removed', async () => {
    await test.loaded(csv(...BY_HAND));
    const ask = async () => [
      await test.store.conversationSummary(OWN, MARKS),
      await test.store.conversationCells(OWN),
      await test.store.conversationGrowth(OWN),
      await test.store.conversationWindow(OWN, { turnsKept: 1 }),
      await test.store.conversationLists(OWN, [{ by: 'turns', limit: 5 }]),
    ];
    const whole = await ask();
    await test.store.removeUpload('upload-1');
    expect(await test.store.conversationSummary(OWN, MARKS)).toMatchObject({ conversations: 0, turns: 0 });
    await test.loaded(csv(...BY_HAND.slice(2)));
    await test.loaded(csv(...BY_HAND.slice(0, 2)));
    expect(await ask()).toEqual(whole);
  });
});

describe('how many conversations are open at one time', () => {
  const at = (time: string, conversation: string): string =>
    `${time}Z,official,gpt-4.1,chat,${conversation},${conversation}${time},10,0,1,ok`;
  const day = Date.UTC(2026, 5, 1) / 86_400_000;

  it('is the most after all that happens at one moment, and the first moment with so many', async () => {
    await test.loaded(
      csv(
        // a is open until 30 minutes and a microsecond after its only turn: the moment at which b begins.
        at('2026-06-01T10:00:00.000000', 'a'),
        at('2026-06-01T10:30:00.000001', 'b'),
        // Two at once from 12:05 on, and again from 14:05 on: the first counts.
        at('2026-06-01T12:00:00.000000', 'c'),
        at('2026-06-01T12:05:00.250000', 'd'),
        at('2026-06-01T14:00:00.000000', 'e'),
        at('2026-06-01T14:05:00.000000', 'f'),
      ),
    );
    expect(await test.store.conversationConcurrency(OWN, 30)).toEqual({
      peak: 2,
      atMs: Date.UTC(2026, 5, 1, 12, 5, 0, 250),
      days: [{ day, peak: 2 }],
      exact: true,
    });
    const first = { ...OWN, toMs: Date.UTC(2026, 5, 1, 11) };
    expect(await test.store.conversationConcurrency(first, 30)).toMatchObject({ peak: 1 });
  });

  it('goes on into the next days, quiet ones too', async () => {
    // With a timeout of three days, both are open until the fourth day.
    await test.loaded(csv(at('2026-06-01T01:00:00', 'a'), at('2026-06-01T02:00:00', 'b')));
    const { peak, days } = await test.store.conversationConcurrency(OWN, 3 * 1440);
    expect({ peak, days }).toEqual({ peak: 2, days: [0, 1, 2, 3].map((n) => ({ day: day + n, peak: 2 })) });
    expect(await test.store.conversationConcurrency({ ...OWN, features: ['none'] }, 30)).toEqual({
      peak: 0,
      days: [],
      exact: true,
    });
  });
});
