import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { app, closeApp } from '$lib/server/app';
import { GET as getBridge } from '../../src/routes/api/v1/bridge/+server';
import { GET as getConversations } from '../../src/routes/api/v1/conversations/+server';
import { GET as getErrors } from '../../src/routes/api/v1/errors/+server';
import { GET as getFocus } from '../../src/routes/api/v1/export/focus/+server';
import { GET as getLatency } from '../../src/routes/api/v1/latency/+server';
import { GET as getMonths } from '../../src/routes/api/v1/months/+server';
import { GET as getReconciliation } from '../../src/routes/api/v1/reconciliation/+server';
import { GET as getSavings } from '../../src/routes/api/v1/savings/+server';
import { GET as getSpend } from '../../src/routes/api/v1/spend/+server';
import { openaiCostCsv, openaiUsageCsv } from './cost-files';

type Handler = (event: never) => Response | Promise<Response>;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-again-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
});
afterEach(async () => {
  const { ingest } = await app();
  for (const { id } of await ingest.list()) await ingest.remove(id);
});
afterAll(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

const HEADER =
  'time,route,model,feature,user,conversation,request_id,input_tokens,cached_input_tokens,output_tokens,duration_ms,ttft_ms,status,charged,currency';

/** Requests of a gateway from 1 May on, one every seven hours, numbered `from` to `to`: a relay's and the official route's. */
function requests(from: number, to: number): string {
  const lines = Array.from({ length: to - from + 1 }, (_, i) => {
    const n = from + i;
    const time = new Date(Date.UTC(2026, 4, 1) + n * 7 * 3_600_000).toISOString();
    const failed = n % 9 === 0;
    return [
      time,
      n % 2 ? 'official' : 'relay',
      n % 3 ? 'claude-sonnet-4-5' : 'deepseek-v3.2',
      n % 5 ? 'chat' : '',
      `u${n % 4}`,
      `c${Math.floor(n / 6)}`,
      `r${n}`,
      1_000 + n,
      n % 4 ? 100 : '',
      failed ? 0 : 10 * n,
      100 + 13 * n,
      n % 2 ? '' : 50 + n,
      failed ? 429 : 200,
      n % 2 ? '' : `0.00${n}`,
      n % 2 ? '' : 'USD',
    ].join(',');
  });
  return `${[HEADER, ...lines].join('\n')}\n`;
}

const usageOf = (days: number[], requestsADay: number): string =>
  openaiUsageCsv(
    days.map((day) => ({
      day,
      project: `proj_${day % 2}`,
      user: 'u1',
      model: 'gpt-5-mini-2025-08-07',
      requests: requestsADay,
      input: 4e6 + day,
      cached: 1e6,
      output: 5e5,
    })),
  );
const costsOf = (days: number[], amount: string): string =>
  openaiCostCsv(
    days.flatMap((day) => [
      { day, project: `proj_${day % 2}`, item: 'gpt-5-mini, output_tokens', amount },
      { day, project: `proj_${day % 2}`, item: 'web search tool calls', amount: '0.10' },
    ]),
  );

/** Two logs that have requests 60 to 90 in common, one's ids beside days without ids, and two cost exports. */
const FILES: Record<string, string> = {
  'early log': requests(1, 90),
  'late log': requests(60, 150),
  'usage by day': usageOf([1, 2, 3, 4, 5, 6], 40),
  costs: costsOf([1, 2, 3], '1.23'),
  'later costs': costsOf([4, 5, 7], '2.34'),
};

async function send(name: string, text = FILES[name] ?? '', overlap?: 'replace'): Promise<string> {
  const { ingest } = await app();
  const received = await ingest.receive(new Blob([text]).stream(), {
    name,
    format: 'auto',
    wait: true,
    route: 'official',
    ...(overlap && { overlap }),
  });
  if (!received.ok) throw new Error(JSON.stringify(received));
  return received.upload.id;
}

const remove = async (id: string): Promise<boolean> => (await app()).ingest.remove(id);

async function ask(handler: Handler, path: string): Promise<unknown> {
  const url = new URL(`/api/v1/${path}`, 'http://localhost');
  const response = await handler({ url, params: {}, request: new Request(url) } as never);
  const text = await response.text();
  expect(response.status, `${path}: ${text}`).toBe(200);
  return (response.headers.get('content-type') ?? '').includes('json') ? (JSON.parse(text) as unknown) : text;
}

/** Every figure, by everything that it can be broken down by. */
async function figures(): Promise<Record<string, unknown>> {
  const asked: [Handler, string][] = [
    [getSpend, 'spend?by=day,route,model&home=CNY'],
    [getSpend, 'spend?by=month&home=USD'],
    [getSpend, 'spend?by=feature&home=USD'],
    [getSpend, 'spend?by=project&home=USD'],
    [getSpend, 'spend?by=user&home=USD'],
    [
      getBridge,
      'bridge?home=CNY&from=2026-06-01&to=2026-07-01&compare_from=2026-05-01&compare_to=2026-06-01',
    ],
    [getSavings, 'savings?baseline=official&candidate=relay&home=CNY'],
    [getReconciliation, 'reconciliation?home=USD'],
    [getMonths, 'months?home=CNY'],
    [getLatency, 'latency?by=model,route'],
    [getLatency, 'latency?by=day&metric=ttft'],
    [getErrors, 'errors?by=day,route'],
    [getConversations, 'conversations?home=CNY'],
    [getFocus, 'export/focus?from=2026-05-01&to=2026-07-01&home=USD'],
  ];
  const answers: Record<string, unknown> = {};
  for (const [handler, path] of asked) answers[path] = await ask(handler, path);
  return answers;
}

describe('figures', () => {
  it('are the same in whatever order files are uploaded', async () => {
    const names = Object.keys(FILES);
    let first: unknown;
    const shuffled = fc.shuffledSubarray(names, { minLength: names.length, maxLength: names.length });
    await fc.assert(
      fc.asyncProperty(shuffled, async (order) => {
        const ids = [];
        for (const name of order) ids.push(await send(name));
        const now = await figures();
        first ??= now;
        expect(now).toEqual(first);
        for (const id of ids) await remove(id);
      }),
      { numRuns: 4, seed: 3, endOnFailure: true },
    );
  });

  it('are the same once any of the files is deleted and uploaded again', async () => {
    const ids = new Map<string, string>();
    for (const name of Object.keys(FILES)) ids.set(name, await send(name));
    const before = await figures();
    for (const [name, id] of ids) {
      await remove(id);
      expect(await figures(), name).not.toEqual(before);
      await send(name);
      expect(await figures(), name).toEqual(before);
    }
  });

  it.each([
    ['usage', usageOf([1, 2, 3], 10), usageOf([2, 3, 4], 20)],
    ['costs', costsOf([1, 2, 3], '1.00'), costsOf([2, 3, 4], '5.00')],
  ])(
    'are the same once %s that replaced earlier days are deleted and replace them again',
    async (_, earlier, later) => {
      await send('early log');
      await send('earlier', earlier);
      const without = await figures();
      const replacing = await send('later', later, 'replace');
      const before = await figures();
      expect(before).not.toEqual(without);
      await remove(replacing);
      expect(await figures()).toEqual(without);
      await send('later', later, 'replace');
      expect(await figures()).toEqual(before);
    },
  );

  it('are none once everything is deleted', async () => {
    const nothing = await figures();
    const ids = [];
    for (const name of Object.keys(FILES)) ids.push(await send(name));
    for (const id of ids.reverse()) await remove(id);
    expect(await figures()).toEqual(nothing);
  });
});
