import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseFormat } from '$lib/formats/parse-format';
import { app, closeApp } from '$lib/server/app';
import { conversations } from '$lib/server/answers/conversations';
import { conversationFacts } from '$lib/server/answers/conversation-facts';
import { picoToDecimal } from '$lib/usage/money';
import { parseFilters } from '$lib/usage/parse-filters';
import type { ConversationsAnswer } from '$lib/server/answers/conversations-answer';
import type { Filters } from '$lib/usage/filters';
import { plainConversations, type PlainRequest, type PlainTurn } from './plain-conversations';

const TRACES = join(import.meta.dirname, '../../../shared/data/agent-traces/requests.csv');

const FORMAT = {
  label: 'Agent traces',
  grain: 'request',
  zone: 'UTC',
  input_includes_cached: true,
  number_style: '1234.56',
  signature: ['session_id', 'span_kind', 'is_error'],
  fields: {
    starts_at: { column: 'start_time_iso' },
    route: { value: 'official' },
    provider: { value: 'deepseek' },
    model: { column: 'request_model' },
    feature: { column: 'benchmark' },
    conversation: { column: 'session_id' },
    request_id: { column: 'span_id' },
    input: { column: 'input_tokens', integer_as_float: true },
    output: { column: 'output_tokens', integer_as_float: true },
    duration_ms: { column: 'duration_ms', sentinels: [0] },
    error: { column: 'is_error', error_when: ['true'] },
  },
};

interface Span extends PlainRequest {
  model: string;
  feature: string;
  isError: boolean;
}

/** The rows of the file, read by this test alone. */
function readSpans(): Span[] {
  const rows = Papa.parse<Record<string, string>>(readFileSync(TRACES, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  }).data;
  return rows.map((row) => ({
    conversation: row['session_id'] ?? '',
    model: row['request_model'] ?? '',
    feature: row['benchmark'] ?? '',
    at: microseconds(row['start_time_iso'] ?? ''),
    prompt: Number(row['input_tokens']),
    output: Number(row['output_tokens']),
    isError: row['is_error'] === 'true',
  }));
}

function microseconds(iso: string): bigint {
  const [, whole = '', fraction = ''] = /^(.*?)(?:\.(\d+))?(?:\+00:00|Z)?$/.exec(iso) ?? [];
  return BigInt(Date.parse(`${whole}Z`)) * 1000n + BigInt(fraction.padEnd(6, '0').slice(0, 6) || 0);
}

type Turn = PlainTurn<Span>;

const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
};

describe.skipIf(!existsSync(TRACES))(
  '2,294 requests of agents (skipped without ../shared/data/agent-traces)',
  () => {
    let folder: string;
    let answer: ConversationsAnswer;
    let filters: Filters;
    let turns: Map<string, Turn[]>;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'crossrate-traces-'));
      process.env['CROSSRATE_DATA'] = folder;
      process.env['CROSSRATE_SAMPLE'] = '0';
      process.env['CROSSRATE_LOG'] = 'silent';
      const { ingest, store } = await app();
      const format = parseFormat('agent-traces', FORMAT);
      if (!format.ok) throw new Error(JSON.stringify(format.issues));
      await store.putFormat(format.value);
      const received = await ingest.receive(new Blob([readFileSync(TRACES)]).stream(), {
        name: 'traces.csv',
        format: 'agent-traces',
        wait: true,
      });
      expect(received).toMatchObject({ ok: true, upload: { rows: { read: 2294, accepted: 2294 } } });
      const parsed = parseFilters(new URLSearchParams('currency=USD&home=USD'), { home: 'USD' });
      if (!parsed.ok) throw new Error('no filters');
      filters = parsed.value;
      answer = await conversations(filters, {
        timeoutMinutes: 30,
        windowMessages: 10,
        messagesPerTurn: 2,
        systemTokens: undefined,
      });
      turns = plainConversations(readSpans());
    });

    afterAll(async () => {
      await closeApp();
      await rm(folder, { recursive: true, force: true });
    });

    it('are 46 conversations with a median of 47.5 turns, 148 of them failed attempts', () => {
      expect(answer).toMatchObject({
        conversations: 46,
        turns: { total: 2294, answered: 2294 - 148, errors: 148, p50: 47.5 },
        records_without: 0,
      });
      expect(answer.turns.mean).toBeCloseTo(2294 / 46, 9);
    });

    it('resend what a plain reading of the rows says, to the token', () => {
      const all = [...turns.values()].flat();
      const resent = all.reduce((sum, turn) => sum + turn.resent, 0);
      const prompt = all.reduce((sum, turn) => sum + turn.prompt, 0);
      expect(answer.tokens).toMatchObject({ prompt, resent, new: prompt - resent });
      expect(answer.tokens.resent_pct).toBeCloseTo((resent / prompt) * 100, 9);
      expect(answer.trimmed.turns).toBe(
        [...turns.values()].flatMap((own) => {
          const sizes = own.filter(({ prompt: size }) => size > 0).map(({ prompt: size }) => size);
          return sizes.filter((size, i) => size < (sizes[i - 1] ?? 0));
        }).length,
      );
    });

    /** USD per million input tokens on Azure (data/prices); the traces say nothing of cached tokens. */
    const PRICES: Record<string, bigint> = { 'azure/DeepSeek-V3.2': 580_000n, 'azure/Kimi-K2.5': 600_000n };
    const picoOf = (pick: (turn: Turn) => number): bigint =>
      [...turns.values()]
        .flat()
        .reduce((sum, turn) => sum + BigInt(pick(turn)) * (PRICES[turn.model] ?? 0n), 0n);

    it('cost tokens × price for it, to the twelfth place', () => {
      expect(answer.cost).toMatchObject({
        currency: 'USD',
        input: picoToDecimal(picoOf(({ prompt }) => prompt)),
        resent: picoToDecimal(picoOf(({ resent }) => resent)),
      });
    });

    it('would pause and overflow as counted over the rows, at any timeout and window', async () => {
      const all = [...turns.values()];
      for (const [minutes, messages] of [
        [30, 10],
        [5, 3],
        [7, 40],
      ] as const) {
        const facts = await conversationFacts(filters, minutes, messages);
        const late = all
          .flat()
          .filter(({ pause }) => pause !== undefined && pause > BigInt(minutes) * 60_000_000n);
        const beyond = all.flatMap((own) =>
          own.filter(({ prompt }) => prompt > 0).filter((_, earlier) => earlier * 2 > messages),
        );
        expect(facts.timeout).toMatchObject({ turns: late.length, of: 2294 - 46 });
        expect(facts.overflow).toMatchObject({ turns: beyond.length, of: 2146 });
      }
      expect((await conversationFacts(filters)).features).toEqual([
        { feature: 'swebench', conversations: 46, median_turns: median(all.map(({ length }) => length)) },
      ]);
    });

    it('are open at one time as many as a count at every beginning says', () => {
      const timeout = 30n * 60_000_000n;
      const own = [...turns.values()];
      const isOpen = (conversation: Turn[], moment: bigint): boolean =>
        conversation.some(({ at }) => at <= moment && moment - at <= timeout);
      const peaks = own.flat().map(({ at }) => own.filter((one) => isOpen(one, at)).length);
      expect(answer.peak_concurrent).toBe(Math.max(...peaks));
    });

    it('would send with a window what a walk over each conversation sends', () => {
      const system = Math.min(
        ...[...turns.values()].map((own) => own.find(({ prompt }) => prompt > 0)?.prompt ?? Infinity),
      );
      let sent = 0;
      let picos = 0n;
      for (const own of turns.values()) {
        const answered = own.filter(({ prompt }) => prompt > 0);
        answered.forEach((turn, k) => {
          // Ten messages are five turns: what the sixth turn back held is left out, but for the system prompt.
          const past = answered[k - 6]?.held ?? 0;
          const prompt = turn.prompt - Math.max(0, Math.min(past, turn.resent) - system);
          sent += prompt;
          picos += BigInt(prompt) * (PRICES[turn.model] ?? 0n);
        });
      }
      const window = answer.what_if.find(({ id }) => id === 'window');
      expect(answer.system_prompt).toEqual({
        given: null,
        by_feature: [{ feature: 'swebench', tokens: system }],
      });
      expect(window?.prompt_tokens).toBe(sent);
      expect(Number(window?.cost)).toBeCloseTo(Number(picos) / 1e12, 8);
      // These models have no price for reading a cache: what caching would cost is not known.
      expect(answer.what_if.find(({ id }) => id === 'caching')).toMatchObject({ cost: null, saving: null });
    });
  },
);
