import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HIDEABLE_LABELS } from '$lib/report/labels';
import type { Report, ReportTable } from '$lib/report/report';
import { putSettings, settings } from '$lib/server/answers/settings';
import { app, closeApp } from '$lib/server/app';
import { paper } from '$lib/server/reports/paper';
import { tableCsv } from '$lib/server/reports/table-csv';
import { dataOf, report } from '$lib/server/reports/reports';
import { DELETE as revokeAll, GET as list, POST as make } from '../../src/routes/api/v1/reports/+server';
import { DELETE as revoke } from '../../src/routes/api/v1/reports/[id]/+server';
import { POST as renew } from '../../src/routes/api/v1/reports/[id]/link/+server';
import { POST as newer } from '../../src/routes/api/v1/reports/[id]/newer/+server';
import { GET as savings } from '../../src/routes/api/v1/savings/+server';
import { GET as spend } from '../../src/routes/api/v1/spend/+server';
import { PUT as putRoute } from '../../src/routes/api/v1/routes/[id]/+server';
import { labelledUsage, NAMES } from './report-files';

type Handler = (event: never) => Response | Promise<Response>;

interface Made {
  id: string;
  url: string;
  expires_at: string;
  issues: { where: string; message: string }[];
}

let folder: string;
let upload: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-report-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
  upload = await load(labelledUsage());
});

afterAll(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

async function load(text: string): Promise<string> {
  const { ingest } = await app();
  const received = await ingest.receive(new Blob([text]).stream(), {
    name: 'june.csv',
    format: 'auto',
    wait: true,
    newRoutes: 'relay',
  });
  if (!received.ok) throw new Error(JSON.stringify(received));
  return received.upload.id;
}

async function call<T = Made>(
  handler: Handler,
  path: string,
  { method = 'GET', body, id = '' }: { method?: string; body?: unknown; id?: string } = {},
): Promise<[number, T]> {
  const url = new URL(path, 'http://localhost');
  const request = new Request(url, body === undefined ? { method } : { method, body: JSON.stringify(body) });
  const response = await handler({
    url,
    request,
    params: { id },
    locals: { identity: { kind: 'local' }, address: '::1' },
  } as never);
  return [response.status, response.status === 204 ? ({} as T) : ((await response.json()) as T)];
}

const made = async (body: object = {}): Promise<Made> => {
  const [status, answer] = await call(make, '/api/v1/reports', {
    method: 'POST',
    body: { title: 'June', ...body },
  });
  expect(status, JSON.stringify(answer)).toBe(201);
  return answer;
};
const bytesOf = async (id: string): Promise<string> => (await report(id))?.data ?? '';
const frozen = async (id: string): Promise<Report> => JSON.parse(await bytesOf(id)) as Report;
const tableIn = ({ sections, assumptions }: Report, name: string): ReportTable => {
  const found = [...sections.flatMap(({ tables }) => tables), ...assumptions].find(
    (one) => one.name === name,
  );
  if (!found) throw new Error(`no table ${name}`);
  return found;
};

describe('a report', () => {
  it('says what the API says at that time, to the last digit', async () => {
    const [{ id }, [, spent], [, saved]] = await Promise.all([
      made({ filters: { home: 'CNY' } }),
      call<{ rows: { model: string; landed: string; list: string }[] }>(
        spend,
        '/api/v1/spend?by=model&home=CNY',
      ),
      call<{ rows: { model: string; saving: string | null }[]; totals: { saving: string } }>(
        savings,
        '/api/v1/savings?home=CNY',
      ),
    ]);
    const told = await frozen(id);
    const byModel = tableIn(told, 'spend-by-model');
    const column = (label: string): number => byModel.columns.findIndex((one) => one.label === label);
    expect(byModel.rows.map((row) => [row[0], row[column('Landed')], row[column('List')]])).toEqual(
      spent.rows.map(({ model, landed, list: cost }) => [model, landed, cost]),
    );
    const both = tableIn(told, 'overview-by-model');
    expect(both.rows.map((row) => [row[0], row[4]])).toEqual(
      saved.rows.map(({ model, saving }) => [model, saving]),
    );
    expect(told.sections.map(({ id: one }) => one)).toHaveLength(9);
    expect(told.sections.every(({ answer }) => answer.length > 10)).toBe(true);
  });

  it('names prices, rates and terms with source and date', async () => {
    const told = await frozen((await made({ sections: ['overview'] })).id);
    const prices = tableIn(told, 'assumed-prices');
    const heads = prices.columns.map(({ label }) => label);
    expect(heads).toEqual(expect.arrayContaining(['From', 'Source', 'Checked']));
    expect(
      prices.rows.some((row) => row[0] === 'gpt-4.1' && String(row[heads.indexOf('Source')]).length > 5),
    ).toBe(true);
    // June 2026, the mean of the Federal Reserve
    expect(tableIn(told, 'assumed-rates').rows[0]?.slice(0, 3)).toEqual(['CNY per USD', '2026-06', '6.7758']);
    expect(tableIn(told, 'assumed-terms').rows.length).toBeGreaterThan(0);
  });

  it('carries the name that the settings have for the organisation, and keeps it when they change', async () => {
    const before = await settings();
    await putSettings({ ...before, organisation: 'Example Ltd' });
    const { id } = await made({ sections: ['overview'] });
    await putSettings({ ...before, organisation: '' });
    expect((await frozen(id)).organisation).toBe('Example Ltd');
    expect((await frozen((await made({ sections: ['overview'] })).id)).organisation).toBeNull();
  });

  it('stays to the byte what it was: prices and terms change, the data goes, the process ends', async () => {
    const { id } = await made();
    const before = await bytesOf(id);
    const hash = createHash('sha256').update(before).digest('hex');
    const { store, ingest } = await app();
    const price = {
      priceList: 'list',
      provider: 'openai',
      model: 'gpt-4.1',
      currency: 'USD',
      effectiveFrom: '2026-01-01',
    };
    await store.addPrices(
      [
        {
          ...price,
          abovePromptTokens: 0,
          perMTok: { uncached_input: '99', output: '99' },
          source: 'test',
          checked: '2026-06-01',
        },
      ],
      [],
    );
    const terms = {
      effective_from: '2026-01-01',
      credit_price: { amount: '5', currency: 'CNY' },
      source: 'test',
    };
    const body = { name: 'relay-7741', kind: 'relay', terms: [terms] };
    const [put] = await call(putRoute, '/api/v1/routes/relay-7741', {
      method: 'PUT',
      id: 'relay-7741',
      body,
    });
    expect(put).toBe(200);
    const [, changed] = await call(newer, `/api/v1/reports/${id}/newer`, { method: 'POST', id, body: {} });
    await ingest.remove(upload);
    expect(await bytesOf(id)).toBe(before);
    await closeApp();
    expect(await bytesOf(id)).toBe(before);
    expect((await report(id))?.sha256).toBe(hash);
    // the newer version, of the same choices, has the new prices
    const of = (told: Report): unknown => tableIn(told, 'spend-by-model').rows[0];
    expect(of(await frozen(changed.id))).not.toEqual(of(JSON.parse(before) as Report));
    upload = await load(labelledUsage());
  });
});

describe('what a report hides', () => {
  const every = Object.values(NAMES).flat();
  const breakdowns = [
    'model',
    'route',
    'provider',
    'feature',
    'project',
    'user',
    'api_key',
    'region',
    'tier',
  ];

  async function everything(id: string): Promise<string> {
    const kept = await report(id);
    if (!kept) throw new Error('not kept');
    const told = dataOf(kept);
    const tables = [...told.sections.flatMap(({ tables: of }) => of), ...told.assumptions];
    const csv = tables.map(({ name }) => tableCsv(kept, `${name}.csv`) ?? '');
    return [kept.data, paper(told, { sha256: kept.sha256, base: '/r/x' }), ...csv].join('\n');
  }

  it('is nowhere in its bytes, its page and its files, whichever label', async () => {
    const shown = await everything((await made({ redact: [], breakdowns })).id);
    expect(every.filter((name) => !shown.includes(name))).toEqual([]);
    const filters = { feature: NAMES.feature, region: NAMES.region, model: NAMES.model };
    const hidden = await everything((await made({ redact: HIDEABLE_LABELS, breakdowns, filters })).id);
    expect(every.filter((name) => hidden.includes(name))).toEqual([]);
    for (const standIn of ['Project 1', 'User 2', 'Key 1', 'Feature 2', 'Region 2', 'Model 2', 'Route 2'])
      expect(hidden).toContain(standIn);
  });

  it('is one label and not the others, where only one is chosen', async () => {
    const told = await everything((await made({ redact: ['project'], breakdowns: ['project', 'user'] })).id);
    expect(NAMES.project.filter((name) => told.includes(name))).toEqual([]);
    expect(NAMES.user.filter((name) => !told.includes(name))).toEqual([]);
  });

  it('may not be named by whoever writes its title or commentary', async () => {
    const body = { title: 'About falcon-7731', commentary: 'and kestrel-7732', redact: ['project'] };
    const [status, { issues }] = await call(make, '/api/v1/reports', { method: 'POST', body });
    expect([status, issues.map(({ where }) => where)]).toEqual([400, ['title', 'commentary']]);
  });
});

describe('short names, numbers and other cases of what is hidden', () => {
  let added: string;

  beforeAll(async () => {
    const rows = ['acme,10045', 'hr,x1'].map(
      (of, i) => `2026-06-0${i + 4}T00:00:00Z,official,gpt-4.1,100,10,${of}`,
    );
    added = await load(['time,route,model,input_tokens,output_tokens,project,user', ...rows, ''].join('\n'));
  });

  afterAll(async () => {
    const { ingest, store } = await app();
    await ingest.remove(added);
    await store.removeDocument('claim', 'named');
  });

  it.each([
    ['title', { title: 'Acme moves' }],
    ['title', { title: 'The HR project' }],
    ['commentary', { title: 'June', commentary: 'account 10045 first' }],
    ['commentary', { title: 'June', commentary: 'Not *X1*' }],
  ])('may not stand in its %s: %j', async (where, body) => {
    const [status, { issues }] = await call(make, '/api/v1/reports', { method: 'POST', body });
    expect([status, issues.map((issue) => issue.where)]).toEqual([400, [where]]);
  });

  it('may not stand in the name of the organisation that it carries', async () => {
    const before = await settings();
    await putSettings({ ...before, organisation: 'ACME Ltd' });
    const asked = { method: 'POST', body: { title: 'June', sections: ['overview'] } };
    const [status, { issues }] = await call(make, '/api/v1/reports', asked);
    expect([status, issues.map(({ where }) => where)]).toEqual([400, ['organisation']]);
    expect((await call(make, '/api/v1/reports', { ...asked, body: { ...asked.body, redact: [] } }))[0]).toBe(
      201,
    );
    await putSettings(before);
  });

  it('are not in what people wrote into the tables of its bytes', async () => {
    const { store } = await app();
    const statement = 'ACME saves, as does the Hr project by account 10045';
    const check = { kind: 'not_checkable', why: 'asked of Hr' };
    const body = {
      statement,
      metric: 'saving',
      figure: null,
      unit: null,
      conditions: [],
      source: 'X1',
      check,
    };
    await store.putDocument('claim', { id: 'named', changedAt: '2026-06-10T00:00:00.000Z', body });
    const row = async (redact: string[]): Promise<string[]> => {
      const told = await frozen((await made({ sections: ['claims'], redact })).id);
      const claims = tableIn(told, 'claims');
      return (claims.shown.at(-1) ?? []).filter((_, i) =>
        ['Claim', 'Why', 'Source'].includes(claims.columns[i]?.label ?? ''),
      );
    };
    expect(await row([])).toEqual([statement, 'asked of Hr', 'X1']);
    const hidden = await row(['project', 'user']);
    expect(hidden.map((text) => text.replaceAll(/ \d+/g, ''))).toEqual([
      'Project saves, as does the Project project by account User',
      'asked of Project',
      'User',
    ]);
  });
});

describe('links to reports', () => {
  const rows = async () =>
    (await call<{ reports: { id: string; open: boolean; expires: string }[] }>(list, '/api/v1/reports'))[1]
      .reports;

  it('expire in 30 days unless somebody says otherwise, and in a year at most', async () => {
    const { now } = await app();
    const { expires_at } = await made({ sections: ['spend'] });
    expect(Math.round((Date.parse(expires_at) - now()) / 86_400_000)).toBe(30);
    for (const expires_in_days of [0, 366, 1.5, '30'])
      expect(
        await call(make, '/api/v1/reports', { method: 'POST', body: { title: 'x', expires_in_days } }),
      ).toMatchObject([400, { issues: [{ where: 'expires_in_days' }] }]);
  });

  it('are revoked one by one and all at once; a new one takes the place of the one before', async () => {
    const [a, b] = [await made({ sections: ['spend'] }), await made({ sections: ['spend'] })];
    expect((await call(revoke, '/', { method: 'DELETE', id: a.id }))[0]).toBe(204);
    const openIds = async () => (await rows()).filter(({ open }) => open).map(({ id }) => id);
    expect(await openIds()).toContain(b.id);
    expect(await openIds()).not.toContain(a.id);
    const [status, again] = await call(renew, '/', {
      method: 'POST',
      id: a.id,
      body: { expires_in_days: 7 },
    });
    expect(status).toBe(201);
    expect(again.url).not.toBe(a.url);
    expect(await openIds()).toContain(a.id);
    await call(revokeAll, '/', { method: 'DELETE' });
    expect(await openIds()).toEqual([]);
  });

  it('are never told again: neither list nor store holds their secrets', async () => {
    const { url } = await made({ sections: ['spend'] });
    const secret = url.split('/').at(-1) ?? '';
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(JSON.stringify(await rows())).not.toContain(secret);
  });

  it.each([
    [{ title: '' }, 'title'],
    [{ title: 'x', sections: [] }, 'sections'],
    [{ title: 'x', sections: ['invoices'] }, 'sections.0'],
    [{ title: 'x', filters: { from: '2026-13-01' } }, 'filters.from'],
    [{ title: 'x', filters: { page: '1' } }, 'filters.page'],
    [{ title: 'x', scenario: 'none' }, 'scenario'],
    [{ title: 'x', password: 'short' }, 'password'],
    [{ title: 'x', colour: 'red' }, 'colour'],
  ])('are not made of %j', async (body, where) => {
    const [status, { issues }] = await call(make, '/api/v1/reports', { method: 'POST', body });
    expect([status, issues[0]?.where]).toEqual([400, where]);
  });
});
