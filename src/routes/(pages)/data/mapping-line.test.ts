import { describe, expect, it } from 'vitest';
import { fieldSpec, idOf, lineOf } from './mapping-line';

describe('fieldSpec', () => {
  it('is nothing without a column and a constant', () => {
    expect(fieldSpec('route', { column: '', value: '', unit: '' }, { column: 'route' })).toBeUndefined();
  });

  it.each([
    ['a constant alone', { column: '', value: 'gpt-4.1', unit: '' }, { value: 'gpt-4.1' }],
    [
      'a constant beside a column, where its cell is empty',
      { column: 'model', value: 'gpt-4.1', unit: '' },
      { column: 'model', default: 'gpt-4.1' },
    ],
  ])('takes %s', (_, line, spec) => {
    expect(fieldSpec('model', line, undefined)).toEqual(spec);
  });

  it('names a unit other than the usual one', () => {
    expect(fieldSpec('ttft_ms', { column: 't', value: '', unit: 'ms' }, undefined)).toEqual({ column: 't' });
    expect(fieldSpec('ttft_ms', { column: 't', value: '', unit: 's' }, undefined)).toEqual({
      column: 't',
      unit: 's',
    });
  });

  it('names the unit of a wait in milliseconds: without one it is in seconds', () => {
    const line = { column: 'wait', value: '', unit: 'ms' };
    expect(fieldSpec('retry_after', line, undefined)).toEqual({ column: 'wait', unit: 'ms' });
    expect(fieldSpec('retry_after', { ...line, unit: 's' }, undefined)).toEqual({ column: 'wait' });
  });

  it('keeps what was proposed for the same column, and drops it with another', () => {
    const proposed = { column: 'error_code', error_when: ['429', '-1'] };
    const line = { column: 'error_code', value: '', unit: '' };
    expect(fieldSpec('error', line, proposed)).toEqual(proposed);
    expect(fieldSpec('error', { ...line, column: 'failure' }, proposed)).toEqual({
      column: 'failure',
      error_when: 'not_empty',
    });
  });
});

describe('lineOf', () => {
  it('shows the usual unit where none was proposed', () => {
    expect(lineOf('duration_ms', { column: 'took' })).toEqual({ column: 'took', value: '', unit: 'ms' });
    expect(lineOf('model', undefined)).toEqual({ column: '', value: '', unit: '' });
  });
});

describe('idOf', () => {
  it.each([
    ['Our gateway log', 'our-gateway-log'],
    ['  Log (2026)! ', 'log-2026'],
    ['用量', 'my-format-2'],
    ['网关 2', '2'],
    ['Crossrate', 'crossrate-2'],
  ])('of %s is %s where my-format-1 is taken', (label, id) => {
    expect(idOf(label, ['crossrate', 'my-format-1'])).toBe(id);
  });

  it('is another for each of two names of which only a digit is in letters of ids', () => {
    expect(idOf('计费 2', ['2'])).toBe('2-2');
    expect(idOf('计费 2', ['2', '2-2'])).toBe('2-3');
  });
});
