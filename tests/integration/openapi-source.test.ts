import { beforeAll, describe, expect, it } from 'vitest';
import { POLICY } from '$lib/server/access/policy';
import { openApiDocument } from '../openapi/document';
import { asText } from '../openapi/text';

const FILE = '../../src/lib/server/openapi/openapi.json';

let document: Record<string, unknown>;

beforeAll(() => {
  document = openApiDocument();
}, 180_000);

describe('the OpenAPI document', () => {
  it('is what handlers and types say: after a change of the API, run this test with -u', async () => {
    await expect(asText(document)).toMatchFileSnapshot(FILE);
  });

  it('says of every body and answer what it is', () => {
    const untold: string[] = [];
    const look = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node as Record<string, unknown>))
        look(value, `${path} ${key}`);
      if (!path.endsWith(' content')) return;
      for (const [type, { schema }] of Object.entries(node as Record<string, { schema?: object }>))
        if (Object.keys(schema ?? {}).length === 0) untold.push(`${path} ${type}`);
    };
    look(document['paths'], '');
    expect(untold).toEqual([]);
  });

  it('has every address and method of the API, and no other', () => {
    const { paths } = document as { paths: Record<string, object> };
    const methods = (item: object): string[] => Object.keys(item).filter((key) => key !== 'parameters');
    const described = Object.entries(paths).flatMap(([path, item]) =>
      methods(item).map((method) => `${method.toUpperCase()} ${path.replace(/\{([^}]+)\}/g, '[$1]')}`),
    );
    const allowed = Object.entries(POLICY).flatMap(([id, rules]) =>
      id.startsWith('/api/') ? Object.keys(rules).map((method) => `${method} ${id}`) : [],
    );
    expect(described.sort()).toEqual(allowed.sort());
  });
});
