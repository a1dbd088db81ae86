import { describe, expect, it } from 'vitest';
import { axisMoney, tooltipMoney } from './money-ticks';

describe('axisMoney', () => {
  it('is as short as it can be, with its sign', () => {
    expect([0, 500, 1000, 1500, 20_000, -1500, 0.5].map(axisMoney('CNY'))).toEqual([
      '¥0',
      '¥500',
      '¥1k',
      '¥1.5k',
      '¥20k',
      '−¥1.5k',
      '¥0.5',
    ]);
  });
});

describe('tooltipMoney', () => {
  it('says whole units from 1,000 on', () => {
    expect([tooltipMoney(999.994, 'USD'), tooltipMoney(1234.56, 'USD'), tooltipMoney(null, 'USD')]).toEqual([
      '$999.99',
      '$1,235',
      '—',
    ]);
  });
});
