import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { app, closeApp } from '$lib/server/app';
import { PUT as putMonth } from '../../src/routes/api/v1/months/[month]/+server';
import { GET as getSpend } from '../../src/routes/api/v1/spend/+server';
import { GET as listUploads, POST as upload } from '../../src/routes/api/v1/uploads/+server';
import { DELETE as removeUpload, GET as getUpload } from '../../src/routes/api/v1/uploads/[id]/+server';
import { PUT as putEffect } from '../../src/routes/api/v1/uploads/[id]/effect/+server';
import { PUT as putOverlap } from '../../src/routes/api/v1/uploads/[id]/overlap/+server';

const locals = { identity: { kind: 'local' } };

type Handler = (event: never) => Response | Promise<Response>;
interface Answer {
  status: number;
  body: Record<string, unknown>;
}

let dataDir = '';

/** A million output tokens of GPT-4.1, $8: ¥54.3968 at May's 6.7996, ¥54.2064 at June's 6.7758. */
const MAY = '54.396800000000';

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'crossrate-late-'));
  process.env['CROSSRATE_DATA'] = dataDir;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
  for (const month of ['05', '06']) expect((await send(`${month}.csv`, [usage(month)])).status).toBe(201);
});

afterAll(async () => {
  await closeApp();
  rmSync(dataDir, { recursive: true, force: true });
});

async function call(handler: Handler, path: string, init: RequestInit = {}, id = ''): Promise<Answer> {
  const url = new URL(path, 'http://localhost/api/v1/');
  const params = { id, month: id };
  const response = await handler({ url, params, request: new Request(url, init), locals } as never);
  const text = await response.text();
  return { status: response.status, body: text ? (JSON.parse(text) as Record<string, unknown>) : {} };
}

const put = (body: object): RequestInit => ({
  method: 'PUT',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** A request of a million output tokens on the tenth of a month of 2026. */
const usage = (month: string, { model = 'gpt-4.1', route = 'official', id = '', prompt = 0 } = {}): string =>
  `2026-${month}-10T10:00:00Z,${route},,${model},${prompt},1000000,${id || `${month}-${model}`}`;

function send(name: string, lines: string[], query: Record<string, string> = {}): Promise<Answer> {
  const text = ['time,route,provider,model,input_tokens,output_tokens,request_id', ...lines, ''].join('\n');
  return sendText(name, text, query);
}

function sendText(name: string, body: string, query: Record<string, string> = {}): Promise<Answer> {
  const parameters = new URLSearchParams({ name, wait: '1', ...query });
  return call(upload, `uploads?${parameters}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body,
  });
}

const add = (id: string): Promise<Answer> => call(putEffect, 'effect', put({ decision: 'add' }), id);
const remove = (id: string): Promise<Answer> => call(removeUpload, 'upload', { method: 'DELETE' }, id);

/** Until an upload is loaded, or waits. */
async function settled(id: string): Promise<Record<string, unknown>> {
  return expect
    .poll(async () => (await call(getUpload, 'upload', {}, id)).body, { timeout: 10_000 })
    .toMatchObject({ status: expect.stringMatching(/ready|undecided|failed/) as string })
    .then(async () => (await call(getUpload, 'upload', {}, id)).body);
}

/** Landed cost by month, and every upload with its books: all that a file could change. */
async function everything(): Promise<unknown> {
  const { uploads } = (await call(listUploads, 'uploads')).body as { uploads: { name: string }[] };
  return { landed: await landed(), uploads, spool: readdirSync(join(dataDir, 'spool')) };
}

async function landed(): Promise<Record<string, string | null>> {
  const { rows } = (await call(getSpend, 'spend?by=month&currency=CNY')).body as {
    rows: { month: string; landed: string | null }[];
  };
  return Object.fromEntries(rows.map((row) => [row.month, row.landed]));
}

/** What a 409 says that waits for a word. */
function late({ status, body }: Answer): { id: string; effect: Record<string, unknown> } {
  expect([status, body['type']]).toEqual([409, '/problems/late-upload']);
  return { id: body['upload'] as string, effect: body['effect'] as Record<string, unknown> };
}

describe('a dry run', () => {
  it('tells the books and every month before and after, and stores nothing', async () => {
    const before = await everything();
    const file = [usage('04'), usage('05', { id: 'late' }), usage('06', { id: 'later' }), usage('05')];
    const { status, body } = await send('late.csv', file, { dry_run: '1' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      dry_run: true,
      name: 'late.csv',
      format: 'crossrate',
      rows: { read: 4, accepted: 3, duplicate: 1, rejected: 0, ignored: 0 },
      from: '2026-04-10T10:00:00Z',
      currency: 'CNY',
      effect: [
        { month: '2026-05', before: MAY, after: '108.793600000000' },
        { month: '2026-06', before: '54.206400000000', after: '108.412800000000' },
      ],
      new_months: ['2026-04'],
      late_months: ['2026-05'],
    });
    expect(await everything()).toEqual(before);
  });

  it('says what a load then does, with a route and a model that were not there: tiers and terms included', async () => {
    const file = [
      usage('05', { model: 'claude-sonnet-4-5', prompt: 250_000, id: 'tier' }),
      usage('05', { route: 'relay-new', id: 'new route' }),
      usage('03', { id: 'march' }),
    ];
    const dry = await send('new.csv', file, { dry_run: '1', new_routes: 'relay' });
    const { effect, new_months } = dry.body as { effect: { month: string; after: string }[]; new_months: [] };
    // ¥54.3968 + (0.25 × $6 + 1 × $22.50) × 6.7996 + ¥8 of credit at ¥1 a dollar
    expect(effect).toEqual([{ month: '2026-05', before: MAY, after: '225.587200000000' }]);
    expect(new_months).toEqual(['2026-03']);
    const loaded = await send('new.csv', file, { new_routes: 'relay' });
    expect(loaded.status).toBe(201);
    expect((await landed())['2026-05']).toBe('225.587200000000');
    await remove(loaded.body['id'] as string);
  });

  it('of what is refused answers as a load would, and leaves no trace', async () => {
    const before = await everything();
    expect((await send('none.csv', ['x,y,z,,,,'], { dry_run: '1' })).status).toBe(422);
    expect((await sendText('odd.csv', 'a,b\n1,2\n', { dry_run: '1' })).status).toBe(415);
    expect((await send('05.csv', [usage('05')], { dry_run: '1' })).body).toMatchObject({ effect: null });
    expect(await everything()).toEqual(before);
  });

  it('of a closed month is refused, and of what overlaps asks what is to become of it', async () => {
    const closing = { closed: true, by: 'Finance' };
    await call(putMonth, 'months', put(closing), '2026-05');
    const kept = await send('late.csv', [usage('05', { id: 'late' })], { dry_run: '1' });
    expect([kept.status, kept.body['type']]).toEqual([409, '/problems/closed-month']);
    await call(putMonth, 'months', put({ ...closing, closed: false }), '2026-05');
    const bucket = 'time,route,model,input_tokens,output_tokens\n2026-05-10T10:00:00Z,official,gpt-4.1,0,5\n';
    const asked = await sendText('sums.csv', bucket, { dry_run: '1' });
    expect([asked.status, asked.body['type']]).toEqual([409, '/problems/overlap']);
    const both = await sendText('sums.csv', bucket, { dry_run: '1', overlap: 'keep' });
    expect(both.body).toMatchObject({ late_months: ['2026-05'] });
    const instead = await sendText('sums.csv', bucket, { dry_run: '1', overlap: 'replace' });
    // 5 tokens at $8 a million × 6.7996
    expect(instead.body).toMatchObject({
      effect: [{ month: '2026-05', before: MAY, after: '0.000271984000' }],
    });
  });
});

describe('with effect=ask', () => {
  const asking = { effect: 'ask' };

  it('a file of the newest month, of a new one, or of rows that are there is simply loaded', async () => {
    const files = [[usage('06', { id: 'more' })], [usage('04')], [usage('05'), usage('06', { id: 'again' })]];
    for (const [i, file] of files.entries()) {
      const { status, body } = await send(`plain-${i}.csv`, file, asking);
      expect(status).toBe(201);
      await remove(body['id'] as string);
    }
  });

  it('a late one waits with its effect, nothing of it stored; left out, nothing was', async () => {
    const before = await everything();
    const { id, effect } = late(await send('late.csv', [usage('05', { id: 'late' })], asking));
    expect(effect).toEqual({
      upload: id,
      currency: 'CNY',
      effect: [{ month: '2026-05', before: MAY, after: '108.793600000000' }],
      new_months: [],
      late_months: ['2026-05'],
    });
    expect(await settled(id)).toMatchObject({ status: 'undecided', rows: { read: 1, accepted: 1 }, effect });
    expect((await landed())['2026-05']).toBe(MAY);
    expect((await call(putOverlap, 'overlap', put({ decision: 'keep' }), id)).status).toBe(409);
    expect((await remove(id)).status).toBe(204);
    expect(await everything()).toEqual(before);
  });

  it('is asked of usage without a price, too: no money moves, the month does', async () => {
    const { id, effect } = late(await send('odd.csv', [usage('05', { model: 'house-model' })], asking));
    expect(effect['effect']).toEqual([{ month: '2026-05', before: MAY, after: MAY }]);
    await remove(id);
  });

  it('is stored once that is said, or once it is sent without the question', async () => {
    const first = late(await send('one.csv', [usage('05', { id: 'one' })], asking));
    expect((await add(first.id)).status).toBe(202);
    expect(await settled(first.id)).toMatchObject({ status: 'ready' });
    expect((await add(first.id)).status).toBe(409);
    const file = [usage('05', { id: 'two' })];
    const second = late(await send('two.csv', file, asking));
    expect(late(await send('two.csv', file, asking)).id).toBe(second.id);
    expect(await send('two.csv', file)).toMatchObject({ status: 201, body: { id: second.id } });
    expect((await landed())['2026-05']).toBe('163.190400000000'); // 3 × ¥54.3968
    for (const { id } of [first, second]) await remove(id);
  });

  it('is asked anew where the month has moved since: nobody agreed to that', async () => {
    const { id } = late(await send('slow.csv', [usage('05', { id: 'slow' })], asking));
    const other = await send('quick.csv', [usage('05', { id: 'quick' })]);
    await add(id);
    expect(await settled(id)).toMatchObject({
      status: 'undecided',
      effect: { effect: [{ month: '2026-05', before: '108.793600000000', after: '163.190400000000' }] },
    });
    await add(id);
    expect(await settled(id)).toMatchObject({ status: 'ready' });
    for (const one of [id, other.body['id'] as string]) await remove(one);
  });

  it('is asked after an overlap is decided, and waits over a restart where it was promised', async () => {
    const bucket = 'time,route,model,input_tokens,output_tokens\n2026-05-10T10:00:00Z,official,gpt-4.1,0,5\n';
    const sent = await sendText('sums.csv', bucket, { ...asking, wait: '0' });
    expect(sent.status).toBe(202);
    const id = sent.body['id'] as string;
    expect((await settled(id))['overlaps']).toHaveLength(1);
    expect((await add(id)).status).toBe(409);
    await call(putOverlap, 'overlap', put({ decision: 'replace' }), id);
    const effect = { effect: [{ month: '2026-05', before: MAY, after: '0.000271984000' }] };
    expect(await settled(id)).toMatchObject({ status: 'undecided', effect });
    await closeApp();
    await app();
    expect(await settled(id)).toMatchObject({ status: 'undecided', effect });
    await add(id);
    expect(await settled(id)).toMatchObject({ status: 'ready' });
    expect((await landed())['2026-05']).toBe('0.000271984000');
    await remove(id);
    expect((await landed())['2026-05']).toBe(MAY);
  });

  it('is asked of a cost export that charges for usage of a month that is over: $9 instead of $8', async () => {
    const costs =
      'start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item,project_id,organization_id\n' +
      '1778371200,1778457600,2026-05-10T00:00:00+00:00,2026-05-11T00:00:00+00:00,9,usd,"gpt-4.1, output",,org\n';
    const { id, effect } = late(await sendText('costs.csv', costs, { ...asking, route: 'official' }));
    expect(effect['effect']).toEqual([{ month: '2026-05', before: MAY, after: '61.196400000000' }]);
    await remove(id);
  });
});
