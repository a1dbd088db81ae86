import { rm } from 'node:fs/promises';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, sampleLoaded, sendUsage } from './api';
import { startServed } from './served';
import { startServer, type RunningServer } from './server';

interface Operation {
  requestBody?: { content: Record<string, { schema?: object }> };
  responses: Record<string, { $ref?: string; content?: Record<string, { schema?: object }> }>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: object;
}

const USAGE = 'time,route,model,input_tokens,output_tokens\n2026-06-01T00:00:00Z,official,gpt-4.1,1000,10\n';

let server: RunningServer;
let document: Document;
let ajv: Ajv2020;
/** Ids of things that are there, for addresses with a parameter. */
let ids: Record<'upload' | 'scenario' | 'claim' | 'report', string>;

beforeAll(async () => {
  server = await startServer();
  await sampleLoaded(server.url);
  document = await ask<Document>(server.url, '/api/v1/openapi.json');
  ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema({ $id: 'api', components: document.components });
  const { claims } = await ask<{ claims: { id: string }[] }>(server.url, '/api/v1/claims');
  const upload = await sendUsage(server.url, 'june.csv', USAGE);
  ids = { upload: upload.id, scenario: '', report: '', claim: claims[0]?.id ?? '' };
  ids.scenario = (
    (await send('POST', '/api/v1/scenarios', { name: 'First', scenario: {} })) as { id: string }
  ).id;
  const report = { title: 'June', sections: ['spend'], filters: { data: 'sample' } };
  ids.report = ((await send('POST', '/api/v1/reports', report)) as { id: string }).id;
});
afterAll(() => server?.stop());

/** Where an address has parameters, or needs a query, an example of it that answers 200. */
const EXAMPLES: Record<string, () => string> = {
  '/api/v1/bridge': () =>
    '/api/v1/bridge?data=sample&from=2026-05-01&to=2026-06-01&compare_from=2026-04-01&compare_to=2026-05-01',
  '/api/v1/claims/{id}': () => `/api/v1/claims/${ids.claim}`,
  '/api/v1/months/{month}': () => '/api/v1/months/2026-06',
  '/api/v1/overview/{headline}': () => '/api/v1/overview/latency?data=sample',
  '/api/v1/prices/history': () => '/api/v1/prices/history?provider=openai&model=gpt-4.1',
  '/api/v1/rates': () => '/api/v1/rates?base=USD&quote=CNY',
  '/api/v1/reports/{id}': () => `/api/v1/reports/${ids.report}`,
  '/api/v1/routes/{id}': () => '/api/v1/routes/relay',
  '/api/v1/scenarios/{id}': () => `/api/v1/scenarios/${ids.scenario}`,
  '/api/v1/scenarios/{id}/actuals': () => `/api/v1/scenarios/${ids.scenario}/actuals`,
  '/api/v1/uploads/{id}': () => `/api/v1/uploads/${ids.upload}`,
  '/api/v1/uploads/{id}/effect': () => `/api/v1/uploads/${ids.upload}/effect`,
  '/api/v1/uploads/{id}/rejects': () => `/api/v1/uploads/${ids.upload}/rejects`,
};

/** What is asked of somebody who has signed in: in local mode there is nobody of whom to tell it. */
const OF_A_PERSON = '/api/v1/account';

/** What of a body is not as the document describes it. */
function faultsOf(schema: object | undefined, body: unknown): string[] {
  const validate = validator(schema ?? (false as unknown as object));
  validate(body);
  const errors = validate.errors?.slice(0, 3) ?? [];
  return errors.map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}

function validator(schema: object): ValidateFunction {
  const own = JSON.stringify(schema).replaceAll('"#/', '"api#/');
  return ajv.compile(JSON.parse(own) as object);
}

/** Holds an answer against what the document says of it. */
async function expectAsDescribed(
  response: Response,
  operation: Operation | undefined,
  what: string,
): Promise<unknown> {
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  const { default: otherwise, ...responses } = operation?.responses ?? {};
  const described = responses[response.status] ?? (response.status >= 400 ? otherwise : undefined);
  expect(described, `${what} may answer ${response.status}`).toBeDefined();
  if (!type.endsWith('json')) return response.text();
  const body = (await response.json()) as unknown;
  const schema = described?.$ref
    ? { $ref: '#/components/schemas/Problem' }
    : described?.content?.[type]?.schema;
  expect(schema, `${what} says what ${type} it answers`).toBeDefined();
  expect(faultsOf(schema, body), what).toEqual([]);
  return body;
}

async function send(method: string, path: string, body?: object | string, refused = false): Promise<unknown> {
  const [address = ''] = path.split('?');
  const described = Object.keys(document.paths).find(
    (one) =>
      new RegExp(`^${one.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(address) &&
      document.paths[one]?.[method.toLowerCase()],
  );
  const isText = typeof body === 'string';
  const response = await fetch(server.url + path, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': isText ? 'text/csv' : 'application/json' },
      body: isText ? body : JSON.stringify(body),
    }),
  });
  const answer = `${method} ${path}: ${response.status} ${await response.clone().text()}`;
  expect(response.status >= 400, answer).toBe(refused);
  const operation = document.paths[described ?? '']?.[method.toLowerCase()];
  const taken = operation?.requestBody?.content['application/json']?.schema;
  if (typeof body === 'object' && !refused)
    expect(faultsOf(taken, body), `what ${method} ${path} takes`).toEqual([]);
  return expectAsDescribed(response, operation, `${method} ${path}`);
}

describe('the OpenAPI document and what the server answers', () => {
  it('every GET answers 200 on the sample company, as described', async () => {
    const wrong: string[] = [];
    for (const [path, item] of Object.entries(document.paths)) {
      if (!item['get']) continue;
      if (path.startsWith(OF_A_PERSON)) continue;
      const example = EXAMPLES[path]?.() ?? `${path}?data=sample`;
      const response = await fetch(server.url + example);
      if (response.status !== 200)
        wrong.push(`${example}: ${response.status} ${await response.clone().text()}`);
      await expectAsDescribed(response, item['get'], `GET ${example}`).catch((error: unknown) =>
        wrong.push((error as Error).message),
      );
    }
    expect(wrong).toEqual([]);
  });

  it('what is refused is a problem, as described', async () => {
    const refused = (method: string, path: string, body?: object | string) => send(method, path, body, true);
    await refused('GET', '/api/v1/spend?by=colour');
    await refused('GET', '/api/v1/uploads/nothing');
    await refused('GET', '/api/v1/months/2026-13');
    await refused('POST', '/api/v1/views', { name: '' });
    await refused('POST', '/api/v1/uploads?name=x.csv&wait=1', 'what,is,this\n1,2,3\n');
  });

  it('what belongs to a person answers them as described', async () => {
    const served = await startServed();
    try {
      for (const path of [OF_A_PERSON, '/api/v1/sessions', '/api/v1/people', '/api/v1/audit']) {
        const response = await fetch(served.url + path, { headers: { cookie: served.owner } });
        expect(response.status, path).toBe(200);
        await expectAsDescribed(response, document.paths[path]?.['get'], `GET ${path}`);
      }
    } finally {
      await served.stop();
      await rm(served.dataDir, { recursive: true, force: true });
    }
  });

  it('a typical write of each kind answers as described', async () => {
    const price = {
      provider: 'openai',
      model: 'our-model',
      currency: 'USD',
      effective_from: '2026-06-01',
      input: '2',
      source: 'test',
    };
    await send('PUT', '/api/v1/prices?dry_run=1', price);
    await send('PUT', '/api/v1/prices', price);
    await send('PUT', '/api/v1/prices/aliases', { alias: 'ours', provider: 'openai', model: 'our-model' });
    await send(
      'POST',
      '/api/v1/prices/import?source=test',
      'provider,model,currency,effective_from,input\nopenai,b,USD,2026-06-01,3\n',
    );
    await send('POST', '/api/v1/rates/import?source=test', 'date,base,quote,rate\n2026-06-01,USD,CNY,7.1\n');
    await send('PUT', '/api/v1/routes/relay-b?dry_run=1', route());
    await send('PUT', '/api/v1/routes/relay-b', route());
    const view = (await send('POST', '/api/v1/views', { name: 'June', href: '/spend?from=2026-06-01' })) as {
      id: string;
    };
    const renamed = (await send('PUT', `/api/v1/views/${view.id}`, { name: 'In June' })) as { id: string };
    await send('DELETE', `/api/v1/views/${renamed.id}`);
    const scenario = (await send('POST', '/api/v1/scenarios', { name: 'Ours', copy_of: ids.scenario })) as {
      id: string;
    };
    await send('PUT', `/api/v1/scenarios/${scenario.id}`, { name: 'Ours again' });
    await send('DELETE', `/api/v1/scenarios/${scenario.id}`);
    await send('POST', '/api/v1/roi?data=sample', { currency: 'USD', horizon_months: 12 });
    await send('PUT', '/api/v1/readiness/international?data=own', {
      declared: true,
      note: 'yes',
      by: 'test',
    });
    await send('PUT', '/api/v1/reconciliation/invoices', {
      route: 'official',
      month: '2026-06',
      currency: 'USD',
      amount: '12.5',
    });
    await send('DELETE', '/api/v1/reconciliation/invoices?route=official&month=2026-06&currency=USD');
    await send('PUT', '/api/v1/months/2026-06', { closed: true, by: 'test' });
    await send('DELETE', `/api/v1/uploads/${ids.upload}`, undefined, true);
    await send('PUT', '/api/v1/months/2026-06', { closed: false, by: 'test', note: 'again' });
    await send('DELETE', `/api/v1/uploads/${ids.upload}?dry_run=1`);
    await send('POST', '/api/v1/tokens', { name: 'script', role: 'viewer', expires_in_days: 30 });
    await send('PUT', '/api/v1/settings', { organisation: 'Ours' });
    await send('DELETE', `/api/v1/reports/${ids.report}`);
    const made = (await send('POST', '/api/v1/backups')) as { uploads: number };
    expect(made.uploads).toBe(1);
    await send('DELETE', `/api/v1/uploads/${ids.upload}`);
  });
});

describe('GET /metrics', () => {
  it('counts what has just been asked, by route and status, and holds no name from the data', async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    expect(text).toMatch(
      /^crossrate_request_seconds_count\{route="\/api\/v1\/spend",method="GET",status="200"\} [1-9]/m,
    );
    expect(text).toMatch(
      /^crossrate_request_seconds_count\{route="\/api\/v1\/uploads\/\[id\]",method="GET",status="404"\} [1-9]/m,
    );
    expect(text).toMatch(/^crossrate_query_seconds_count\{kind="read"\} [1-9]/m);
    expect(text).toMatch(/^process_resident_memory_bytes [1-9]/m);
    expect(text).toMatch(/^crossrate_last_backup_timestamp_seconds [1-9]/m);
    for (const name of ['june.csv', 'gpt-4.1', 'our-model', 'sample-']) expect(text).not.toContain(name);
  });
});

function route(): object {
  return {
    name: 'Relay B',
    kind: 'relay',
    terms: [{ effective_from: '2026-01-01', credit_price: { amount: '1', currency: 'CNY' }, source: 'test' }],
  };
}
