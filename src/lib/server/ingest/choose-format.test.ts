import { describe, expect, it } from 'vitest';
import type { Format } from '$lib/formats/format';
import { chooseFormat } from './choose-format';
import { checkRoute } from './choose-route';
import { Refused } from './refusal';

const gateway: Format = {
  id: 'gateway',
  label: 'Our gateway',
  grain: 'request',
  zone: 'UTC',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: ['when', 'in', 'out'],
  emptyHeader: ['when', 'nothing'],
  fields: {
    starts_at: { column: 'when' },
    model: { column: 'model', default: 'gpt-4.1' },
    input: { column: 'in', fallback: ['prompt'] },
    output: { column: 'out' },
  },
  ignored: [],
};
const twin: Format = { ...gateway, id: 'twin', label: 'Its twin' };

function refusal(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
  }
  throw new Error('not refused');
}

describe('chooseFormat', () => {
  const auto = { format: 'auto' };

  it('takes the format that recognises the header, in the number style asked for', () => {
    expect(chooseFormat(['out', 'When', 'in'], [gateway], auto)).toEqual(gateway);
    const german = chooseFormat(['when', 'in', 'out'], [gateway], { ...auto, numberStyle: '1.234,56' });
    expect(german).toEqual({ ...gateway, numberStyle: '1.234,56' });
  });

  it('leaves an unknown or ambiguous header to the user', () => {
    expect(refusal(() => chooseFormat(['a', 'b'], [gateway], auto))).toMatchObject({
      status: 415,
      problem: 'unknown-format',
      issues: [{ where: 'line 1', message: 'columns: a, b' }],
    });
    const ambiguous = refusal(() => chooseFormat(['when', 'in', 'out'], [gateway, twin], auto));
    expect(ambiguous).toMatchObject({ status: 415, problem: 'ambiguous-format' });
    expect(ambiguous.detail).toContain('gateway (Our gateway), twin (Its twin)');
  });

  it('says that an export of a period without usage has none', () => {
    expect(refusal(() => chooseFormat(['when', 'nothing'], [gateway], auto))).toMatchObject({
      status: 422,
      problem: 'no-usage',
    });
  });

  it('says why an export that is known to be of no use cannot be taken', () => {
    const totals = { ...gateway, refuse: 'it repeats totals; export it by day.' };
    expect(refusal(() => chooseFormat(['when', 'in', 'out'], [totals], auto))).toMatchObject({
      status: 422,
      problem: 'unusable-export',
      detail: 'Our gateway: it repeats totals; export it by day.',
    });
  });

  it('reads JSON where its records are, and says what it has where no format fits', () => {
    const api: Format = { ...gateway, shape: 'json', records: ['items[]', 'data[]'] };
    const shape = {
      members: ['total', 'data', 'data[].when', 'data[].in', 'data[].out'],
      lists: { '': 1, 'data[]': 20 },
      more: false,
    };
    expect(chooseFormat(shape, [gateway, api], auto)).toEqual({ ...api, records: ['data[]'] });
    expect(refusal(() => chooseFormat(shape, [gateway], auto))).toMatchObject({
      status: 415,
      problem: 'unknown-format',
      issues: [
        { where: 'data[]', message: '20 objects with when, in, out, total' },
        { where: 'file', message: '1 object with total, data' },
      ],
    });
    expect(refusal(() => chooseFormat(shape, [gateway], { format: 'gateway' })).detail).toBe(
      'Our gateway is a CSV, and the file is JSON.',
    );
    expect(refusal(() => chooseFormat(['when'], [api], { format: 'gateway' })).detail).toBe(
      'Our gateway is JSON, and the file is a CSV.',
    );
    const empty = { members: ['data'], lists: {}, more: false };
    expect(refusal(() => chooseFormat(empty, [api], auto))).toMatchObject({ problem: 'no-usage' });
    expect(refusal(() => chooseFormat(empty, [api], { format: 'gateway' })).detail).toBe(
      'Our gateway has its records at items[] or at data[], and the file has none there.',
    );
  });

  it('takes a format by its id where the needed columns are there', () => {
    const named = { format: 'gateway' };
    expect(chooseFormat(['when', 'prompt', 'out'], [gateway, twin], named)).toEqual(gateway);
    expect(refusal(() => chooseFormat(['when', 'prompt'], [gateway], named))).toMatchObject({
      status: 422,
      detail: 'Our gateway needs columns that the file lacks: out.',
    });
    expect(refusal(() => chooseFormat(['when'], [gateway], { format: 'other' }))).toMatchObject({
      status: 400,
    });
  });
});

describe('checkRoute', () => {
  const routes = [{ id: 'official', name: 'Official', kind: 'official' as const, terms: [] }];

  it('wants a route for a format that names none, one that exists or is to be created', () => {
    expect(refusal(() => checkRoute(gateway, routes, {}))).toMatchObject({ status: 400 });
    expect(refusal(() => checkRoute(gateway, routes, { route: 'relay-x' })).detail).toContain(
      'new_routes=relay',
    );
    expect(() => checkRoute(gateway, routes, { route: 'official' })).not.toThrow();
    expect(() => checkRoute(gateway, routes, { route: 'relay-x', newRoutes: 'relay' })).not.toThrow();
    for (const route of ['..', 'a\tb', 'x'.repeat(201)])
      expect(refusal(() => checkRoute(gateway, routes, { route, newRoutes: 'relay' })).status).toBe(400);
    const own = { ...gateway, fields: { ...gateway.fields, route: { column: 'via' } } };
    expect(() => checkRoute(own, routes, {})).not.toThrow();
  });
});
