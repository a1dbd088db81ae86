import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainConversations, type PlainRequest } from './plain-conversations';
import { testStore, type TestStore } from './store-files';

const OWN = { sample: false };
const HEADER =
  'time,route,model,feature,conversation,request_id,input_tokens,cached_input_tokens,cache_write_5m_tokens,output_tokens,status';
const START = Date.UTC(2026, 5, 1);
/** Turns that a window keeps: the five of ten messages, which are made ready for, and others. */
const KEPT = [5, 2];

interface Request extends PlainRequest {
  id: number;
  cached: number;
  written: number;
  file: number;
}

const request = fc
  .record({
    conversation: fc.constantFrom('a', 'b', 'c', 'd'),
    minute: fc.integer({ min: 0, max: 3000 }),
    prompt: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 300_000 })),
    cachedPart: fc.double({ min: 0, max: 1, noNaN: true }),
    writtenPart: fc.double({ min: 0, max: 1, noNaN: true }),
    output: fc.integer({ min: 0, max: 5000 }),
    file: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ minute, cachedPart, writtenPart, ...one }): Omit<Request, 'id'> => {
    const cached = Math.floor(one.prompt * cachedPart);
    const written = Math.floor((one.prompt - cached) * writtenPart);
    return { ...one, at: BigInt(START + minute * 60_000) * 1000n, cached, written };
  });
/** Requests of one moment may come in any order, so no two of a conversation are of one here. */
const requests = fc
  .uniqueArray(request, {
    minLength: 1,
    maxLength: 40,
    selector: ({ conversation, at }) => `${conversation} ${at}`,
  })
  .map((all) => all.map((one, id): Request => ({ ...one, id })));

let test: TestStore;
beforeAll(async () => {
  test = await testStore();
});
afterAll(() => test.end());

function csv(all: Request[]): string {
  const rows = all.map((one) => {
    const time = new Date(Number(one.at / 1000n)).toISOString();
    const status = one.prompt === 0 ? '429' : 'ok';
    return `${time},official,gpt-4.1,f,${one.conversation},r${one.id},${one.prompt},${one.cached},${one.written},${one.output},${status}`;
  });
  return `${[HEADER, ...rows].join('\n')}\n`;
}

const answers = async () => ({
  summary: await test.store.conversationSummary(OWN, { timeoutMinutes: 30, mostEarlierTurns: 2 }),
  cells: await test.store.conversationCells(OWN),
  growth: await test.store.conversationGrowth(OWN),
  concurrency: await test.store.conversationConcurrency(OWN, 30),
  windows: await Promise.all(
    KEPT.map((turnsKept) => test.store.conversationWindow(OWN, { turnsKept, systemTokens: 100 })),
  ),
});

async function empty(): Promise<void> {
  for (const { id } of await test.store.uploads()) await test.store.removeUpload(id);
}

describe('conversations of random requests', () => {
  it('are what a plain walk over the rows says, class by class', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (all) => {
        await empty();
        await test.loaded(csv(all));
        const turns = plainConversations(all);
        const flat = [...turns.values()].flat();
        const sum = (pick: (turn: (typeof flat)[number]) => number): number =>
          flat.reduce((total, turn) => total + pick(turn), 0);
        const { summary, cells, growth, windows } = await answers();
        expect(summary).toMatchObject({
          conversations: turns.size,
          turns: all.length,
          answered: flat.filter(({ prompt }) => prompt > 0).length,
          prompt: sum(({ prompt }) => prompt),
          resent: sum(({ resent }) => resent),
          timeout: { turns: flat.filter(({ pause }) => (pause ?? 0n) > 1_800_000_000n).length },
        });
        const cell = (pick: (one: (typeof cells)[number]) => number): number =>
          cells.reduce((total, one) => total + pick(one), 0);
        // History is read from a cache first, then written to one, then plain.
        expect(cell(({ resent }) => resent.cached_input)).toBe(
          sum((one) => Math.min(one.resent, one.cached)),
        );
        expect(cell(({ resent }) => resent.cache_write_5m)).toBe(
          sum((one) => Math.min(Math.max(0, one.resent - one.cached), one.written)),
        );
        expect(cell(({ resent }) => resent.uncached_input)).toBe(
          sum((one) => Math.max(0, one.resent - one.cached - one.written)),
        );
        expect(
          cell(({ tokens }) => tokens.uncached_input + tokens.cached_input + tokens.cache_write_5m),
        ).toBe(summary.prompt);
        expect(growth.bands.reduce((total, { resent }) => total + resent, 0)).toBe(summary.resent);
        for (const [i, kept] of KEPT.entries()) {
          const windowed = [...turns.values()].flatMap((own) => {
            const answered = own.filter(({ prompt }) => prompt > 0);
            return answered.map(
              ({ prompt, resent }, k) =>
                prompt - Math.max(0, Math.min(answered[k - kept - 1]?.held ?? 0, resent) - 100),
            );
          });
          const sent = windows[i]?.filter(({ way }) => way === 'window') ?? [];
          expect(sent.reduce((total, one) => total + one.prompt, 0)).toBe(
            windowed.reduce((total, prompt) => total + prompt, 0),
          );
        }
      }),
      { numRuns: 15, seed: 5 },
    );
  });

  it('are the same in one file, in three in any order, and when a file that repeats some comes and goes', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (all) => {
        await empty();
        await test.loaded(csv(all));
        const whole = await answers();
        await empty();
        expect((await answers()).summary.turns).toBe(0);
        const files = [2, 0, 1]
          .map((file) => all.filter((one) => one.file === file))
          .filter((own) => own.length > 0);
        for (const own of files) await test.loaded(csv(own));
        expect(await answers()).toEqual(whole);
        const [first = []] = files;
        const repeated = await test.loaded(
          csv([...first, { ...(first[0] as Request), id: 1000, conversation: 'e' }]),
        );
        expect((await answers()).summary.conversations).toBe(whole.summary.conversations + 1);
        // What the first file brought is held back in the repeating one, and counts as its own when the first goes.
        const [firstId] = (await test.store.uploads()).filter(({ id }) => id !== repeated.id).slice(-1);
        if (firstId) await test.store.removeUpload(firstId.id);
        expect((await answers()).summary.turns).toBe(whole.summary.turns + 1);
        await test.store.removeUpload(repeated.id);
        const others = all.filter((one) => !first.includes(one));
        expect((await answers()).summary.turns).toBe(others.length);
      }),
      { numRuns: 6, seed: 7 },
    );
  });
});

describe('the sample company and one’s own data', () => {
  it('share no conversation, even of one name', async () => {
    await empty();
    const own: Request[] = [
      {
        conversation: 'a',
        at: BigInt(START) * 1000n,
        prompt: 10,
        output: 1,
        id: 1,
        cached: 0,
        written: 0,
        file: 0,
      },
    ];
    await test.loaded(csv(own));
    await test.loaded(csv([{ ...(own[0] as Request), prompt: 20 }]), { sample: true });
    const marks = { timeoutMinutes: 30, mostEarlierTurns: 5 };
    expect(await test.store.conversationSummary(OWN, marks)).toMatchObject({
      conversations: 1,
      prompt: 10,
      resent: 0,
    });
    expect(await test.store.conversationSummary({ sample: true }, marks)).toMatchObject({ prompt: 20 });
    await test.store.removeSample();
    expect(await test.store.conversationSummary({ sample: true }, marks)).toMatchObject({ conversations: 0 });
    expect(await test.store.conversationSummary(OWN, marks)).toMatchObject({ conversations: 1, prompt: 10 });
  });
});

describe('more turns than are kept one by one', () => {
  it(
    'leave counts exact, and growth within a percent or two of the truth',
    { timeout: 120_000 },
    async () => {
      await empty();
      const rows = Array.from({ length: 330_000 }, (_, i) => {
        const [conversation, turn] = [i % 33_000, Math.floor(i / 33_000)];
        const time = new Date(START + turn * 90_000 + (conversation % 5000) * 1000).toISOString();
        return `${time},official,gpt-4.1,f,c${conversation},r${i},${1000 + turn * 200 + (conversation % 97)},0,0,100,ok`;
      });
      const upload = await test.loaded(`${[HEADER, ...rows].join('\n')}\n`);
      const { summary, growth, windows } = await answers();
      expect(summary).toMatchObject({
        conversations: 33_000,
        turns: 330_000,
        overflow: { turns: 33_000 * 7, of: 330_000 },
      });
      // Each turn adds 200 to the prompt, 100 of them the answer before: 100 are new.
      expect(summary.prompt - summary.resent).toBe(
        33_000 * (1000 + 9 * 100) +
          Array.from({ length: 33_000 }, (_, c) => c % 97).reduce((a, b) => a + b, 0),
      );
      expect(growth.every).toBe(2);
      // The same of all: c + 1,000 + 200k of prompt, resent are the prompt before and its answer, 100 less than the prompt.
      const ends = Array.from({ length: 33_000 }, (_, c) => c % 97);
      const whole = (of: (first: number, k: number) => number): number =>
        ends.reduce(
          (all, c) => all + Array.from({ length: 10 }, (_, k) => of(1000 + c, k)).reduce((a, b) => a + b, 0),
          0,
        );
      const prompt = whole((first, k) => first + 200 * k);
      const cached = whole((first, k) => (k === 0 ? 0 : first + 200 * k - 100));
      for (const [i, kept] of KEPT.entries()) {
        const sent = (way: string, what: 'prompt' | 'cached'): number =>
          (windows[i] ?? []).reduce((all, one) => all + (one.way === way ? one[what] : 0), 0);
        // Turn k leaves out what turn k − kept − 1 held, but for 100 of system prompt: just its prompt.
        const windowed = whole((first, k) => 200 * k + first - (k > kept ? first + 200 * (k - kept - 1) : 0));
        const near = (found: number, truth: number): void =>
          expect(Math.abs(found / truth - 1)).toBeLessThan(0.002);
        near(sent('window', 'prompt') / sent('as_is', 'prompt'), windowed / prompt);
        near(sent('cached', 'cached') / sent('as_is', 'prompt'), cached / prompt);
      }
      expect(Math.abs(growth.conversations / 16_500 - 1)).toBeLessThan(0.01);
      for (const [k, band] of growth.bands.entries())
        expect(Math.abs(band.promptP50 / (1000 + k * 200 + 48) - 1)).toBeLessThan(0.01);
      await test.loaded(
        csv([
          {
            conversation: 'z',
            at: BigInt(START) * 1000n,
            prompt: 10,
            output: 1,
            id: 1,
            cached: 0,
            written: 0,
            file: 0,
          },
        ]),
      );
      await test.store.removeUpload(upload.id);
      expect(await test.store.conversationGrowth(OWN)).toMatchObject({ every: 1, conversations: 1 });
    },
  );
});
