import { describe, expect, it } from 'vitest';
import { parseUploadQuery } from './upload-query';

const parse = (query: string) => parseUploadQuery(new URLSearchParams(query));

describe('parseUploadQuery', () => {
  it('has defaults for everything', () => {
    expect(parse('')).toEqual({ ok: true, value: { name: 'upload', format: 'auto', wait: false } });
  });

  it('reads all options', () => {
    const query =
      'id=0b54c9b2-6a1c-4c39-9a3e-2f0f1d3c5a77&name=june.csv&format=openai-usage&route=relay-a&new_routes=relay&encoding=GB18030&number_style=1.234,56&wait=1';
    expect(parse(query)).toEqual({
      ok: true,
      value: {
        id: '0b54c9b2-6a1c-4c39-9a3e-2f0f1d3c5a77',
        name: 'june.csv',
        format: 'openai-usage',
        route: 'relay-a',
        newRoutes: 'relay',
        encoding: 'gb18030',
        numberStyle: '1.234,56',
        wait: true,
      },
    });
  });

  it('refuses unknown words', () => {
    const parsed = parse('id=../june&encoding=latin1&number_style=12&wait=yes');
    expect(parsed.ok ? [] : parsed.issues.map(({ where }) => where)).toEqual([
      'id',
      'encoding',
      'number_style',
      'wait',
    ]);
  });

  it('keeps only the last part of a name, without control characters', () => {
    expect(parse(`name=${encodeURIComponent('C:\\data\\..\\ju\u0000ne\r\n.csv')}`)).toMatchObject({
      value: { name: 'ju ne  .csv' },
    });
    expect(parse('name=%2F')).toMatchObject({ value: { name: 'upload' } });
  });
});
