import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { app, closeApp } from '$lib/server/app';
import type { CriterionRow, ReadinessAnswer } from '$lib/server/answers/readiness-answer';
import { GET as getReadiness } from '../../src/routes/api/v1/readiness/+server';
import { PUT as putCriterion } from '../../src/routes/api/v1/readiness/[criterion]/+server';

const locals = { identity: { kind: 'local' } };

type Handler = (event: never) => Response | Promise<Response>;

let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-readiness-'));
  process.env['CROSSRATE_DATA'] = dataDir;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
});

afterAll(async () => {
  await closeApp();
  await rm(dataDir, { recursive: true, force: true });
});

interface Problem {
  detail: string;
  issues: { where: string; message: string }[];
}

async function call<T>(
  handler: Handler,
  query: string,
  criterion = '',
  body?: unknown,
): Promise<[number, T]> {
  const url = new URL(`http://localhost/api/v1/readiness/${criterion}${query}`);
  const request = new Request(url, body === undefined ? {} : { method: 'PUT', body: JSON.stringify(body) });
  const response = await handler({ url, params: { criterion }, request, locals } as never);
  return [response.status, (await response.json()) as T];
}

const readiness = async (query = ''): Promise<ReadinessAnswer> =>
  (await call<ReadinessAnswer>(getReadiness, query))[1];
const put = (criterion: string, body: unknown) => call<ReadinessAnswer>(putCriterion, '', criterion, body);
const refused = async (criterion: string, body: unknown): Promise<[number, Problem['issues']]> => {
  const [status, problem] = await call<Problem>(putCriterion, '', criterion, body);
  return [status, problem.issues];
};

function criterion({ criteria }: ReadinessAnswer, id: string): CriterionRow {
  const found = criteria.find((row) => row.id === id);
  if (!found) throw new Error(`no criterion ${id}`);
  return found;
}

async function upload(lines: string[], name: string, more = ''): Promise<void> {
  const head = `time,route,model,input_tokens,output_tokens,conversation,feature,region,user${more}`;
  const { ingest } = await app();
  const received = await ingest.receive(new Blob([[head, ...lines].join('\n')]).stream(), {
    name,
    format: 'crossrate',
    wait: true,
  });
  expect(received).toMatchObject({ ok: true, upload: { rows: { rejected: 0 } } });
}

describe('without data', () => {
  it('everything is unknown, and what to upload, set or declare is said', async () => {
    const answer = await readiness();
    expect(answer.verdict).toBe('not enough information');
    expect(new Set(answer.criteria.map(({ state }) => state))).toEqual(new Set(['unknown']));
    expect(answer.next.slice(0, 4).map(({ criterion: id, kind }) => [id, kind])).toEqual([
      ['bill', 'upload'],
      ['context_features', 'upload'],
      ['international', 'upload'],
      ['prototype', 'declare'],
    ]);
  });
});

describe('measured', () => {
  beforeAll(async () => {
    const lines: string[] = [];
    // 10 days, each with 50 million output tokens of GPT-4.1 at 23:00, so that the day is complete: 400 USD a day
    for (let day = 1; day <= 10; day += 1)
      lines.push(`2026-06-${String(day).padStart(2, '0')}T23:00:00Z,official,gpt-4.1,0,50000000,,,eu,u0`);
    // on the relay as well: no part of the official bill
    lines.push('2026-06-05T10:00:00Z,relay,gpt-4.1,0,50000000,,,eu,u0');
    // four features: three with two turns a conversation, one with one
    for (const [feature, turns] of [
      ['chat', 2],
      ['sales', 2],
      ['tutor', 3],
      ['search', 1],
    ] as const)
      for (let turn = 0; turn < turns; turn += 1)
        lines.push(
          `2026-06-03T10:0${turn}:00Z,official,gpt-4.1,100,0,c-${feature},${feature},eu,u-${feature}`,
        );
    // users: u1 abroad, u2 at home mostly, u3 abroad mostly
    for (const [user, region] of [
      ['u1', 'us'],
      ['u2', 'eu'],
      ['u2', 'eu'],
      ['u2', 'us'],
      ['u3', 'us'],
      ['u3', 'us'],
      ['u3', 'eu'],
    ])
      lines.push(`2026-06-04T10:00:00Z,official,gpt-4.1,100,0,,,${region},${user}`);
    await upload(lines, 'usage.csv');
  });

  it('the bill is landed official spend, × 30 ÷ complete days', async () => {
    const bill = criterion(await readiness(), 'bill');
    // input: 8 turns + 7 requests of 100 tokens at 2 USD a million = 0.003; (10 × 400 + 0.003) × 30 ÷ 10
    expect(bill).toMatchObject({
      state: 'met',
      source: 'measured',
      value: '12000.009000000000',
      threshold: 5000,
    });
    expect(bill.link?.href).toBe('/spend?from=2026-06-01&to=2026-06-11&route=official');
  });

  it.each(['bill', 'cost'])('%s is met above the threshold, not at it', async (id) => {
    for (const [threshold, state] of [
      [12000.008, 'met'],
      [12000.009, 'not met'],
      [12000.01, 'not met'],
    ] as const) {
      const [status, answer] = await put(id, { threshold });
      expect([status, criterion(answer, id).state]).toEqual([200, state]);
    }
    const [, back] = await put(id, { threshold: null });
    expect(criterion(back, id)).toMatchObject({ state: 'met', threshold: { bill: 5000, cost: 2000 }[id] });
  });

  it('usage without a price keeps a small bill unknown, and does not take back a large one', async () => {
    await upload(['2026-06-09T10:00:00Z,official,model-of-nobody,1000,1000,,,eu,u0'], 'unpriced.csv');
    expect(criterion(await readiness(), 'bill').state).toBe('met');
    const [, answer] = await put('bill', { threshold: 20_000 });
    expect(criterion(answer, 'bill')).toMatchObject({ state: 'unknown', value: '12000.009000000000' });
    expect(answer.next[0]).toMatchObject({ criterion: 'bill', kind: 'set', href: '/data/prices' });
    await put('bill', { threshold: null });
  });

  it('context features are those whose median conversation has two turns', async () => {
    const answer = await readiness();
    expect(criterion(answer, 'context_features')).toMatchObject({ state: 'not met', value: 3, threshold: 3 });
    expect(criterion((await put('context_features', { threshold: 2 }))[1], 'context_features').state).toBe(
      'met',
    );
    // one of four conversations has one turn
    expect(criterion(answer, 'single_turn')).toMatchObject({ state: 'not met', value: 25 });
    expect(criterion((await put('single_turn', { threshold: 25 }))[1], 'single_turn').state).toBe('not met');
    const [, blocked] = await put('single_turn', { threshold: 24 });
    expect(criterion(blocked, 'single_turn').state).toBe('met');
    expect(blocked.verdict).toBe('wait');
    await put('single_turn', { threshold: null });
    await put('context_features', { threshold: null });
  });

  it('international users need home regions, and then count where most of their requests come from', async () => {
    expect(criterion(await readiness(), 'international')).toMatchObject({ state: 'unknown', value: null });
    const [status, answer] = await put('international', { home_regions: ['eu'], by: 'Ada' });
    expect(status).toBe(200);
    // u1 and u3 of u0, u1, u2, u3 and four users of features
    expect(criterion(answer, 'international')).toMatchObject({ state: 'not met', value: 25 });
    expect(answer.home_regions.chosen).toEqual(['eu']);
    const [, other] = await put('international', { home_regions: ['us'] });
    expect(criterion(other, 'international')).toMatchObject({ state: 'met', value: 75 });
    expect(other.verdict).toBe('ready');
    expect(await refused('international', { home_regions: ['mars'] })).toEqual([
      400,
      [{ where: 'home_regions', message: 'not in this data: mars. It has eu, us' }],
    ]);
    await put('international', { home_regions: ['eu'] });
  });

  it('volume is the median of complete days', async () => {
    // 1 request on 1, 2, 6, 7, 8, 10 June, 2 on 5 and 9, 8 on 4, 9 on 3 June: the middle of ten is 1
    expect(criterion(await readiness(), 'volume')).toMatchObject({ state: 'not met', value: 1 });
  });

  it.each([
    ['volume', [0.9, 1, 1.1]],
    ['international', [24, 25, 26]],
  ])('%s is met above the threshold, not at it and not below: its value against %j', async (id, limits) => {
    const states: string[] = [];
    for (const threshold of limits) states.push(criterion((await put(id, { threshold }))[1], id).state);
    expect(states).toEqual(['met', 'not met', 'not met']);
    await put(id, { threshold: null });
  });
});

describe('what people say', () => {
  it('is declared with the body of the document, remembered, and taken back', async () => {
    const [status, answer] = await put('international', {
      declared: true,
      note: 'half of the shops are abroad',
    });
    expect(status).toBe(200);
    expect(criterion(answer, 'international')).toMatchObject({
      state: 'met',
      source: 'declared',
      measured_state: 'not met',
      by: 'local mode',
      note: 'half of the shops are abroad',
    });
    expect(answer.verdict).toBe('ready');
    const [, back] = await put('international', { declared: null });
    expect(criterion(back, 'international')).toMatchObject({
      state: 'not met',
      source: 'measured',
      by: null,
    });
  });

  it('waives a blocker with who, when and why; without a reason it is refused', async () => {
    await put('residency', { declared: true, by: 'Ada' });
    expect((await readiness()).verdict).toBe('wait');
    expect(await refused('residency', { waived: true, by: 'Ada' })).toEqual([
      400,
      [{ where: 'note', message: 'say why it is waived' }],
    ]);
    const [, answer] = await put('residency', { waived: true, by: 'Grace', note: 'only public data' });
    expect(criterion(answer, 'residency')).toMatchObject({
      state: 'met',
      source: 'waived',
      by: 'Grace',
      note: 'only public data',
      declared_by: 'Ada',
    });
    expect(criterion(answer, 'residency').on).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(answer.verdict).not.toBe('wait');
    expect(answer.history.slice(0, 2).map(({ what, to, by, note }) => [what, to, by, note])).toEqual([
      ['waived', true, 'Grace', 'only public data'],
      ['declared', true, 'Ada', null],
    ]);
  });

  it('loses nothing of changes at the same time', async () => {
    const limits = [101, 102, 103, 104, 105];
    await Promise.all(limits.map((threshold) => put('volume', { threshold, by: 'Ada' })));
    const { history } = await readiness();
    const set = history.filter(({ what }) => what === 'threshold').map(({ to }) => Number(to));
    expect(set.filter((to) => limits.includes(to)).sort()).toEqual(limits);
    await put('volume', { threshold: null });
  });

  it('outlives a restart', async () => {
    await closeApp();
    expect(criterion(await readiness(), 'residency')).toMatchObject({ source: 'waived', by: 'Grace' });
  });

  it('counts code where it is about code', async () => {
    const [, answer] = await put('client_complexity', { declared: true, modules: 12, lines: 847, by: 'Ada' });
    expect(criterion(answer, 'client_complexity')).toMatchObject({
      state: 'met',
      value: '12 modules, 847 lines',
    });
  });

  it.each([
    ['residency', { threshold: 3 }, 'threshold', 'residency has nothing to count: declare it instead'],
    ['bill', { threshold: -1 }, 'threshold', 'must be 0 or more'],
    ['bill', { threshold: '5' }, 'threshold', 'must be a number, or null for the default'],
    ['bill', { declared: 'yes' }, 'declared', 'must be true, false, or null to take it back'],
    ['bill', { maybe: true }, 'maybe', 'there is no such key'],
    ['bill', { home_regions: ['eu'] }, 'home_regions', 'home regions belong to the criterion international'],
    ['bill', { declared: true, lines: 3 }, 'lines', 'goes with a declaration of client_complexity'],
    [
      'bill',
      [],
      'body',
      'nothing to change: send declared, waived, threshold or, for international, home_regions',
    ],
    ['bill', 7, 'body', 'must be an object'],
  ])('refuses of %s %j: %s %s', async (id, body, where, message) => {
    expect(await refused(id, body)).toEqual([400, [{ where, message }]]);
  });

  it('knows its criteria', async () => {
    const [status, problem] = await call<Problem>(putCriterion, '', 'speed', { declared: true });
    expect(status).toBe(404);
    expect(problem.detail).toContain('bill, context_features, international');
  });
});

describe('latency abroad', () => {
  it('is p95 there against p95 at home, of 20 measured requests on either side', async () => {
    const lines = (day: string, count: number): string[] =>
      Array.from({ length: count }, (_, i) =>
        [
          ['eu', 400],
          ['us', 500],
        ].map(([region, ms]) => `${day}T10:00:${10 + i}Z,official,gpt-4.1,1,1,,,${region},,${ms}`),
      ).flat();
    await upload([...lines('2026-05-05', 20), ...lines('2026-05-07', 19)], 'regions.csv', ',duration_ms');
    // 500 ÷ 400 − 1 = 25 %
    const enough = criterion(await readiness('?from=2026-05-05&to=2026-05-06'), 'latency_complaints');
    expect(enough).toMatchObject({ state: 'met', value: 25, threshold: 0 });
    const states: string[] = [];
    for (const threshold of [24.9, 25, 25.1]) {
      await put('latency_complaints', { threshold });
      const { criteria } = await readiness('?from=2026-05-05&to=2026-05-06');
      states.push(criteria.find(({ id }) => id === 'latency_complaints')?.state ?? '');
    }
    expect(states).toEqual(['met', 'not met', 'not met']);
    await put('latency_complaints', { threshold: null });
    const few = criterion(await readiness('?from=2026-05-07&to=2026-05-08'), 'latency_complaints');
    expect(few).toMatchObject({ state: 'unknown', value: null });
  });
});

describe('as CSV', () => {
  it('has a line for each criterion', async () => {
    const url = new URL('http://localhost/api/v1/readiness?format=csv');
    const response = await getReadiness({ url, request: new Request(url), locals } as never);
    const lines = (await response.text()).trim().split(/\r?\n/);
    expect(lines[0]).toContain('id,group,name,statement,state,source,value,threshold');
    expect(lines.filter((line) => /^[a-z_]+,(primary|fit|blocker),/.test(line))).toHaveLength(12);
  });
});
