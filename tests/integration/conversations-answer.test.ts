import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { app, closeApp } from '$lib/server/app';
import { GET } from '../../src/routes/api/v1/conversations/+server';
import type { ConversationsAnswer } from '$lib/server/answers/conversations-answer';

/**
 * gpt-4.1: 2.00 in, 0.50 cached per million. claude-sonnet-4-5: 3.00 in, 0.30 cached, 3.75 to write (model.md section 2).
 * Conversation a (chat): prompts 1,000, 2,000, 3,000, answers 500 each. New: 1,000; 2,000 − 1,500 = 500; 3,000 − 2,500
 * = 500. Resent 0, 1,500, 2,500. Cached 0, 1,000, 2,000.
 * Conversation b (search, relay, ¥1 per dollar of credit): prompts 10,000 and 10,000 with an answer of 2,000 between:
 * nothing is new, 10,000 resent, none cached.
 * One turn alone (c), a request without a conversation, and an hour's sum that has one.
 */
const USAGE = [
  'time,route,provider,model,feature,region,conversation,input_tokens,cached_input_tokens,output_tokens,requests,bucket_seconds,request_id',
  '2026-06-01T10:00:00Z,official,openai,gpt-4.1,chat,eu,a,1000,0,500,,,1',
  '2026-06-01T10:10:00Z,official,openai,gpt-4.1,chat,eu,a,2000,1000,500,,,2',
  '2026-06-01T10:41:00Z,official,openai,gpt-4.1,chat,eu,a,3000,2000,500,,,3',
  '2026-06-01T10:05:00Z,relay,anthropic,claude-sonnet-4-5,search,us,b,10000,0,2000,,,4',
  '2026-06-01T10:06:00Z,relay,anthropic,claude-sonnet-4-5,search,us,b,10000,0,2000,,,5',
  '2026-06-02T09:00:00Z,official,openai,gpt-4.1,chat,eu,c,400,0,100,,,6',
  '2026-06-02T09:00:00Z,official,openai,gpt-4.1,chat,eu,,700,0,100,,,7',
  '2026-06-02T09:00:00Z,official,openai,gpt-4.1,chat,eu,a,700,0,100,20,3600,8',
].join('\n');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-conversations-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
  const { ingest } = await app();
  const body = new Blob([`${USAGE}\n`]).stream();
  const received = await ingest.receive(body, { name: 'talk.csv', format: 'auto', wait: true });
  expect(received).toMatchObject({ ok: true, upload: { rows: { accepted: 8 } } });
});

afterAll(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

async function get(query: string, headers: Record<string, string> = {}): Promise<Response> {
  const url = new URL(`http://localhost/api/v1/conversations?currency=USD&home=USD&${query}`);
  return GET({ url, request: new Request(url, { headers }) } as Parameters<typeof GET>[0]);
}

async function ask(query = ''): Promise<ConversationsAnswer> {
  const response = await get(query);
  expect(response.status).toBe(200);
  return (await response.json()) as ConversationsAnswer;
}

const chat = 'feature=chat';

describe('GET /api/v1/conversations', () => {
  it('prices history as it was paid: what was cached at the cached price', async () => {
    const { tokens, cost } = await ask(chat);
    expect(tokens).toEqual({ prompt: 6400, output: 1600, resent: 4000, new: 2400, resent_pct: 62.5 });
    // Input: 3,400 × 2.00 + 3,000 × 0.50 = 6,800 + 1,500 = 8,300 per million. Resent: 3,000 of 4,000 cached:
    // 1,000 × 2.00 + 3,000 × 0.50 = 3,500.
    expect(cost).toMatchObject({ currency: 'USD', input: '0.008300000000', resent: '0.003500000000' });
    // Output: 1,600 × 8.00 = 12,800.
    expect(cost.output).toBe('0.012800000000');
    expect(cost.resent_pct).toBeCloseTo((3500 / 8300) * 100, 9);
  });

  it('counts turns, timeouts and overflow; what is no turn is stated', async () => {
    const answer = await ask('timeout_min=30&window=2');
    expect(answer).toMatchObject({
      conversations: 3,
      turns: { total: 6, answered: 6, errors: 0, mean: 2, p50: 2, max: 3, single_turn: { conversations: 1 } },
      // Pauses of 10, 31 and 1 minutes.
      timeout: { minutes: 30, turns: 1, of: 3 },
      // Two messages a turn: only the third turn of a has more than two earlier ones.
      overflow: { messages: 2, messages_per_turn: 2, turns: 1, of: 6 },
      records_without: 2,
    });
    expect(answer.turns.single_turn.share_pct).toBeCloseTo(100 / 3, 9);
    // A pause of 31 minutes is no longer than 31; one message a turn: the second turns have one, the third two.
    const other = await ask('timeout_min=31&window=1&messages_per_turn=1');
    expect(other).toMatchObject({ timeout: { turns: 0 }, overflow: { turns: 1 } });
  });

  it('knows how many are open at one time: a closes 30 minutes after its second turn and opens again', async () => {
    const answer = await ask('timeout_min=30');
    expect(answer).toMatchObject({ peak_concurrent: 2, peak_at: '2026-06-01T10:05:00.000Z' });
    expect(answer.concurrency).toEqual([
      { day: '2026-06-01', peak: 2 },
      { day: '2026-06-02', peak: 1 },
    ]);
  });

  it('estimates a window, caching and both from the system prompt given', async () => {
    const { what_if: ways } = await ask(`${chat}&window=2&system_tokens=200`);
    const of = (id: string) => ways.find((way) => way.id === id);
    // One turn is kept. a: turn 3 leaves out what turn 1 held but 200: 1,500 − 200 = 1,300 → 1,700. In all 5,100.
    // Of it cached: 1,000 in turn 2, the system prompt's 200 in turn 3: 3,900 × 2.00 + 1,200 × 0.50 = 8,400.
    expect(of('window')).toMatchObject({
      prompt_tokens: 5100,
      prompt_tokens_low: 5100,
      prompt_tokens_high: 5100,
    });
    expect(Number(of('window')?.cost)).toBeCloseTo(8400e-6, 12);
    // All 4,000 resent cached: 2,400 × 2.00 + 4,000 × 0.50 = 6,800; no turn came within five minutes: then what was cached
    // as it was sent is cached still, and nothing else: 8,300 at most.
    expect(of('caching')).toMatchObject({ prompt_tokens: 6400 });
    expect(Number(of('caching')?.cost)).toBeCloseTo(6800e-6, 12);
    expect(Number(of('caching')?.cost_high)).toBeCloseTo(8300e-6, 12);
    // Both: turn 2 reads 1,500 from the cache, turn 3 only 200: 3,400 × 2.00 + 1,700 × 0.50 = 7,650.
    expect(Number(of('both')?.cost)).toBeCloseTo(7650e-6, 12);
    // A session is billed as what was sent, and the client sends what is new.
    expect(of('session')).toMatchObject({
      cost: '0.008300000000',
      saving: '0.000000000000',
      sent_tokens: 2400,
    });
    expect(of('as_is')).toMatchObject({ cost: '0.008300000000', prompt_tokens: 6400 });
  });

  it('writes to a cache at its own price where there is one', async () => {
    const { what_if: ways, cost } = await ask('feature=search');
    // Paid on the relay, ¥1 for a dollar of credit, 6.7758 yuan to the dollar: as list × 1 ÷ 6.7758.
    const dollars = (list: number): number => list / 6.7758;
    expect(Number(cost.input)).toBeCloseTo(dollars(20_000 * 3e-6), 10);
    // 10,000 written at 3.75, 10,000 read at 0.30; one minute lies between them, so that is the high end as well.
    const caching = ways.find(({ id }) => id === 'caching');
    expect(Number(caching?.cost)).toBeCloseTo(dollars(10_000 * 3.75e-6 + 10_000 * 0.3e-6), 10);
    expect(caching?.cost_high).toBe(caching?.cost);
  });

  it('takes a conversation whole where its first turn is in scope', async () => {
    expect(await ask('from=2026-06-01&to=2026-06-02')).toMatchObject({
      conversations: 2,
      turns: { total: 5 },
    });
    expect(await ask('from=2026-06-02')).toMatchObject({ conversations: 1, turns: { total: 1 } });
    expect(await ask('route=relay')).toMatchObject({ conversations: 1 });
    expect(await ask('region=eu&model=gpt-4.1')).toMatchObject({ conversations: 2 });
    expect(await ask('from=2027-01-01')).toMatchObject({
      conversations: 0,
      turns: { mean: null, p50: null },
      tokens: { resent_pct: null },
      cost: { input: null },
      by_turn: [],
    });
  });

  it('lists the longest and the dearest with their own exact cost', async () => {
    const { longest, dearest } = await ask();
    expect(longest.map(({ conversation, turns }) => [conversation, turns])).toEqual([
      ['a', 3],
      ['b', 2],
      ['c', 1],
    ]);
    // a: 7,500 of input and 1,500 × 8.00 of output; c: 400 × 2.00 + 100 × 8.00; b on the relay: (60,000 + 4,000 × 15) ÷ 6.7758.
    expect(dearest.map(({ conversation }) => conversation)).toEqual(['a', 'b', 'c']);
    expect(dearest[0]).toMatchObject({ cost: '0.019500000000', resent_cost: '0.003500000000' });
    expect(Number(dearest[1]?.cost)).toBeCloseTo(0.12 / 6.7758, 10);
    expect(dearest[2]).toMatchObject({ cost: '0.001600000000' });
  });

  it('refuses what it cannot use, and gives growth by turn as CSV', async () => {
    for (const query of [
      'timeout_min=4',
      'timeout_min=x',
      'window=0',
      'messages_per_turn=3',
      'system_tokens=-1',
    ])
      expect((await get(query)).status).toBe(400);
    const csv = await (await get('format=csv')).text();
    expect(csv.split('\r\n')[0]).toContain('turn,last_turn,conversations,prompt_tokens_p50');
  });
});

/** Sonnet: 3.00 in, 0.30 cached, 3.75 to write; above 200,000 prompt tokens 6.00, 0.60 and 7.50. */
describe('many conversations, and prompts over a tier', () => {
  const rows = [
    'time,route,provider,model,feature,conversation,input_tokens,cached_input_tokens,output_tokens,request_id',
    // one turn of which most is cached already
    '2026-07-01T10:00:00Z,official,openai,gpt-4.1,cached,d,10000,9000,0,d1',
    // $0.90 each: 2 × 150,000 × 3.00
    ...Array.from({ length: 60 }, (_, nth) =>
      [0, 1].map(
        (turn) =>
          `2026-07-01T1${turn}:00:00Z,official,anthropic,claude-sonnet-4-5,long,l${nth},150000,0,0,l${nth}-${turn}`,
      ),
    ).flat(),
    // $1.50: 250,000 × 6.00
    '2026-07-01T10:00:00Z,official,anthropic,claude-sonnet-4-5,once,big,250000,0,0,big1',
  ];

  beforeAll(async () => {
    const { ingest } = await app();
    const body = new Blob([`${rows.join('\n')}\n`]).stream();
    const received = await ingest.receive(body, { name: 'many.csv', format: 'auto', wait: true });
    expect(received).toMatchObject({ ok: true, upload: { rows: { accepted: 122 } } });
  });

  it('the dearest is found among many that hold more tokens at a lower price', async () => {
    const { dearest } = await ask('from=2026-07-01');
    expect(dearest).toHaveLength(10);
    expect([dearest[0]?.conversation, dearest[0]?.cost]).toEqual(['big', '1.500000000000']);
    expect(dearest[1]?.cost).toBe('0.900000000000');
  });

  it('prompt caching keeps what is cached already: 1,000 × 2.00 + 9,000 × 0.50 = 6,500 per million either way', async () => {
    const { what_if: ways } = await ask('feature=cached&system_tokens=0');
    for (const id of ['as_is', 'caching', 'both'])
      expect(Number(ways.find((way) => way.id === id)?.cost), id).toBeCloseTo(6500e-6, 12);
    expect(Number(ways.find(({ id }) => id === 'caching')?.cost_high)).toBeCloseTo(6500e-6, 12);
    expect(ways.map(({ sampled_pct }) => sampled_pct)).toEqual([100, 100, 100, 100, 100]);
  });

  it('a window that is cached never costs more than the window: one turn is not worth writing at 7.50', async () => {
    const { what_if: ways } = await ask('feature=once&system_tokens=0');
    const cost = (id: string) => Number(ways.find((way) => way.id === id)?.cost);
    expect(cost('window')).toBeCloseTo(1.5, 12);
    expect(cost('both')).toBe(cost('window'));
    expect(cost('caching')).toBeCloseTo(250_000 * 7.5e-6, 12);
  });
});
