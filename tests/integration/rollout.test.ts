import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { app, closeApp } from '$lib/server/app';
import type { RolloutAnswer } from '$lib/server/answers/rollout-answer';
import { GET as getRollout } from '../../src/routes/api/v1/rollout/+server';
import { PUT as putPart } from '../../src/routes/api/v1/rollout/[part]/+server';
import { PUT as putCheck } from '../../src/routes/api/v1/rollout/checklist/[id]/+server';

const locals = { identity: { kind: 'local' } };

type Handler = (event: never) => Response | Promise<Response>;

let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-rollout-'));
  process.env['CROSSRATE_DATA'] = dataDir;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
});

afterAll(async () => {
  await closeApp();
  await rm(dataDir, { recursive: true, force: true });
});

async function call<T>(
  handler: Handler,
  query: string,
  params: object = {},
  body?: unknown,
): Promise<[number, T]> {
  const url = new URL(`http://localhost/api/v1/rollout${query}`);
  const request = new Request(url, body === undefined ? {} : { method: 'PUT', body: JSON.stringify(body) });
  const response = await handler({ url, params, request, locals } as never);
  return [response.status, (await response.json()) as T];
}

const rollout = async (query = ''): Promise<RolloutAnswer> =>
  (await call<RolloutAnswer>(getRollout, query))[1];

async function upload(lines: string[], name: string): Promise<void> {
  const head =
    'time,route,model,input_tokens,output_tokens,conversation,status,error_class,duration_ms,requests,bucket_seconds';
  const { ingest } = await app();
  const received = await ingest.receive(new Blob([[head, ...lines].join('\n')]).stream(), {
    name,
    format: 'crossrate',
    wait: true,
  });
  expect(received).toMatchObject({ ok: true, upload: { rows: { rejected: 0 } } });
}

interface Quarter {
  /** HH:MM. */
  at: string;
  requests?: number;
  official?: Side;
  relay?: Side;
}

interface Side {
  requests?: number;
  errors?: number;
  ms?: number;
  sessionState?: number;
}

/** Requests of a quarter of an hour of a day, evenly spread, every duration the same. */
function quarter(day: string, { at, requests = 1000, official = {}, relay = {} }: Quarter): string[] {
  const start = Date.parse(`${day}T${at}:00Z`);
  return Object.entries({ official, relay }).flatMap(([route, side]) => {
    const { errors = 0, ms = 400, sessionState = 0 } = side;
    const count = side.requests ?? requests;
    return Array.from({ length: count }, (_, i) => {
      const time = new Date(start + Math.floor((i * 899_000) / count)).toISOString();
      const error = i < sessionState ? 'session_state' : i < errors ? 'server' : '';
      return `${time},${route},gpt-4.1,10,10,c${day}-${at}-${route}-${i % 7},${error ? 'error' : 'ok'},${error},${error ? '' : ms},,`;
    });
  });
}

const both = (day: string, times: string[], sides: Omit<Quarter, 'at'>): string[] =>
  times.flatMap((at) => quarter(day, { at, ...sides }));

/** Firings of one day, as trigger and times. */
async function firingsOn(day: string): Promise<RolloutAnswer['firings']> {
  const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  return (await rollout(`?from=${day}&to=${next}`)).firings;
}

describe('triggers replayed over generated days', () => {
  beforeAll(async () => {
    const pair = ['10:00', '10:15'];
    await upload(
      [
        // errors: 1.0 % against 2.1 %, 1.9 % and exactly 2.0 %
        ...both('2026-05-01', pair, { official: { errors: 10 }, relay: { errors: 21 } }),
        ...both('2026-05-02', pair, { official: { errors: 10 }, relay: { errors: 19 } }),
        ...both('2026-05-03', pair, { official: { errors: 10 }, relay: { errors: 20 } }),
        // durations: 101 ms, 99 ms more
        ...both('2026-05-04', pair, { requests: 60, relay: { ms: 501 } }),
        ...both('2026-05-05', pair, { requests: 60, relay: { ms: 499 } }),
        // one window alone, then a calm one
        ...both('2026-05-06', ['10:00'], { requests: 60, relay: { ms: 900 } }),
        ...both('2026-05-06', ['10:15'], { requests: 60 }),
        // a session-state error in one window
        ...both('2026-05-07', ['10:30'], { requests: 60, relay: { sessionState: 1 } }),
        // bad windows, and between them one with 49 requests on the relay
        ...both('2026-05-08', ['10:00', '10:30'], { requests: 60, relay: { ms: 900 } }),
        ...both('2026-05-08', ['10:15'], { requests: 60, relay: { requests: 49, ms: 900, sessionState: 1 } }),
        // official alone: no window of the relay
        ...both('2026-05-08', ['12:00'], { requests: 60, relay: { requests: 0 } }),
      ],
      'days.csv',
    );
  });

  it.each([
    ['2026-05-01', 'a rise of errors by 1.1 points fires', ['error_rate']],
    ['2026-05-02', 'by 0.9 points does not', []],
    ['2026-05-03', 'by 1 point does not', []],
    ['2026-05-04', '101 ms more fires', ['p95_duration']],
    ['2026-05-05', '99 ms more does not', []],
    ['2026-05-06', 'one window does not', []],
    ['2026-05-07', 'a session-state error does at once', ['session_state']],
    ['2026-05-08', 'two windows with a thin one between do not', []],
  ])('%s: %s', async (day, _, triggers) => {
    const found = await firingsOn(day);
    // 1 error of 60 is 1.67 points in one window alone: the rate does not fire beside the session's state
    expect(found.map(({ trigger }) => trigger)).toEqual(triggers);
  });

  it('give window, values, when a person could have known and what was at risk', async () => {
    expect(await firingsOn('2026-05-04')).toEqual([
      {
        trigger: 'p95_duration',
        window_start: '2026-05-04T10:00:00.000Z',
        fired_at: '2026-05-04T10:30:00.000Z',
        ended_at: '2026-05-04T10:30:00.000Z',
        known_after_minutes: 30,
        windows: 2,
        official: 400,
        relay: 501,
        difference: 101,
        over: [
          { window_start: '2026-05-04T10:00:00.000Z', official: 400, relay: 501, difference: 101 },
          { window_start: '2026-05-04T10:15:00.000Z', official: 400, relay: 501, difference: 101 },
        ],
        // seven conversations of each of the two windows, every one with a request in the last half hour
        conversations_at_risk: 14,
      },
    ]);
    const [session] = await firingsOn('2026-05-07');
    expect(session).toMatchObject({
      fired_at: '2026-05-07T10:45:00.000Z',
      known_after_minutes: 15,
      relay: 1,
      official: 0,
    });
  });

  it('count thin windows and judge none of them; windows without the relay are none of its own', async () => {
    const { windows } = await rollout('?from=2026-05-08&to=2026-05-09');
    expect(windows).toMatchObject({
      evaluated: 2,
      not_enough_data: 1,
      session_state_not_judged: 1,
      bucket_records: 0,
    });
  });

  it('p95 is that of linear interpolation: 1 to 60 ms at rank 0.95 × 59 = 56.05', async () => {
    const lines = Array.from({ length: 60 }, (_, i) =>
      ['official', 'relay'].map(
        (route) =>
          `2026-05-20T10:00:${String(i).padStart(2, '0')}Z,${route},gpt-4.1,10,10,,ok,,${(i + 1) * (route === 'relay' ? 10 : 1)},,`,
      ),
    ).flat();
    await upload([...lines, ...lines.map((line) => line.replace('T10:00', 'T10:15'))], 'percentiles.csv');
    const [firing] = await firingsOn('2026-05-20');
    expect(firing).toMatchObject({ official: 57.05, relay: 570.5, difference: 513.45 });
  });

  it('say which records are buckets', async () => {
    await upload(
      [
        '2026-05-21T10:00:00Z,official,gpt-4.1,10,10,,,,,30,3600',
        '2026-05-21T10:00:00Z,relay,gpt-4.1,10,10,,,,,30,3600',
      ],
      'buckets.csv',
    );
    const { windows, parallel } = await rollout('?from=2026-05-21&to=2026-05-22');
    expect(windows).toMatchObject({ evaluated: 0, not_enough_data: 0, bucket_records: 2 });
    // an hour's bucket tells its hour: 30 requests on both
    expect(parallel).toMatchObject({ hours: 1, longest_hours: 1, gate_hours: 48, met: false });
  });

  it('take other limits, one at a time, and refuse what is none', async () => {
    const [status, changed] = await call<RolloutAnswer>(
      putPart,
      '?from=2026-05-05&to=2026-05-06',
      { part: 'triggers' },
      { p95_duration: { limit: 98 } },
    );
    expect(status).toBe(200);
    expect(changed.rules.p95_duration).toEqual({ limit: 98, windows: 2 });
    expect(changed.firings.map(({ trigger }) => trigger)).toEqual(['p95_duration']);
    const [refused, problem] = await call<{ issues: { where: string; message: string }[] }>(
      putPart,
      '',
      { part: 'triggers' },
      { window_minutes: 7, error_rate: { windows: 0 } },
    );
    expect([refused, problem.issues]).toEqual([
      400,
      [
        { where: 'window_minutes', message: 'must divide a day: 5, 10, 15, 30, 60 …' },
        { where: 'error_rate.windows', message: 'must be 1 or more' },
      ],
    ]);
    await call(putPart, '', { part: 'triggers' }, { p95_duration: { limit: 100 } });
    expect((await call(putPart, '', { part: 'nothing' }, {}))[0]).toBe(404);
  });

  it('keep each of several limits that are set at the same time', async () => {
    const set = (body: object) => call(putPart, '', { part: 'triggers' }, body);
    await Promise.all([
      set({ min_requests: 40 }),
      set({ error_rate: { limit: 2 } }),
      set({ error_rate: { windows: 3 } }),
    ]);
    expect((await rollout()).rules).toMatchObject({ min_requests: 40, error_rate: { limit: 2, windows: 3 } });
    await set({ min_requests: 50, error_rate: { limit: 1, windows: 2 } });
  });
});

describe('ramp, checklist and import', () => {
  it('keep a plan and set the share of each day beside it', async () => {
    const steps = [
      { after_days: 0, share_pct: 5 },
      { after_days: 1, share_pct: 50 },
    ];
    const [, { ramp }] = await call<RolloutAnswer>(
      putPart,
      '',
      { part: 'ramp' },
      { starts_on: '2026-05-01', steps },
    );
    expect(ramp.days.slice(0, 2)).toEqual([
      { day: '2026-05-01', official: 2000, relay: 2000, share_pct: 50, planned_pct: 5 },
      { day: '2026-05-02', official: 2000, relay: 2000, share_pct: 50, planned_pct: 50 },
    ]);
    const [status, problem] = await call<{ issues: object[] }>(
      putPart,
      '',
      { part: 'ramp' },
      { starts_on: '2026-02-30', steps: [] },
    );
    expect([status, problem.issues]).toEqual([
      400,
      [
        { where: 'starts_on', message: 'is no date YYYY-MM-DD' },
        { where: 'steps', message: 'must have a step' },
        { where: 'steps', message: 'must begin with a step after 0 days' },
      ],
    ]);
  });

  it('measure what usage tells and take declarations with name and date', async () => {
    const before = await rollout();
    const state = (answer: RolloutAnswer, id: string) => answer.checklist.find((one) => one.id === id);
    expect(state(before, 'triggers')).toMatchObject({ state: 'unknown', source: 'measured', by: null });
    expect(state(before, 'monitoring')).toMatchObject({ state: 'met', source: 'measured' });
    expect(state(before, 'parallel_run')).toMatchObject({ state: 'not met' });
    const body = { declared: true, by: 'Ada', note: 'on the staging route' };
    const [, after] = await call<RolloutAnswer>(putCheck, '', { id: 'triggers' }, body);
    expect(state(after, 'triggers')).toMatchObject({
      state: 'met',
      source: 'declared',
      by: 'Ada',
      note: 'on the staging route',
    });
    expect(state(after, 'triggers')?.on).toMatch(/^\d{4}-\d\d-\d\dT/);
    const [, back] = await call<RolloutAnswer>(putCheck, '', { id: 'triggers' }, { declared: null });
    expect(state(back, 'triggers')).toMatchObject({ state: 'unknown', by: null });
    expect((await call(putCheck, '', { id: 'none' }, body))[0]).toBe(404);
  });

  it('reckon the import from the conversations there are, or from what is given', async () => {
    const measured = (await rollout()).import;
    expect(measured.conversations).toBeGreaterThan(0);
    expect(measured.refused_from).toBe('measured');
    const given = { conversations: 1000, messages: 5000, refused_low_pct: 0, refused_high_pct: 0 };
    const [, { import: reckoned }] = await call<RolloutAnswer>(putPart, '', { part: 'import' }, given);
    // (1,000 + 5,000) ÷ 600 a minute
    expect(reckoned.estimate?.minutes).toEqual({ p10: 10, p50: 10, p90: 10 });
  });
});
