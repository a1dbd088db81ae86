import { describe, expect, it } from 'vitest';
import {
  bare,
  money,
  moneyChange,
  moneyPer,
  moneyShort,
  moneyUnit,
  moneyWhole,
  tablePlaces,
} from './format-money';

describe('money', () => {
  it('rounds half to even at the minor unit', () => {
    expect([money('2.345', 'CNY'), money('2.355', 'CNY'), money('2.3450000001', 'CNY')]).toEqual([
      '¥2.34',
      '¥2.36',
      '¥2.35',
    ]);
  });

  it('puts the minus before the sign', () => {
    expect(money('-35128.5', 'CNY')).toBe('−¥35,128.50');
  });

  it('tells two dollars and two yens apart', () => {
    expect(['USD', 'HKD', 'CNY', 'JPY', 'CHF'].map((currency) => money('1200', currency))).toEqual([
      '$1,200.00',
      'HK$1,200.00',
      '¥1,200.00',
      'JP¥1,200',
      'CHF\u00a01,200.00',
    ]);
  });

  it('keeps a measured zero and an unknown apart', () => {
    expect([money('0', 'CNY'), money(null, 'CNY')]).toEqual(['¥0.00', '—']);
  });

  it('is exact beyond what a float holds', () => {
    expect(money('9007199254740993.25', 'USD')).toBe('$9,007,199,254,740,993.25');
  });
});

describe('moneyWhole', () => {
  it('drops the minor unit from 100 on', () => {
    expect([moneyWhole('99.995', 'CNY'), moneyWhole('100.5', 'CNY'), moneyWhole('41603.5', 'CNY')]).toEqual([
      '¥100.00',
      '¥100',
      '¥41,604',
    ]);
  });
});

describe('moneyShort', () => {
  it('shortens from 10,000 on, to three figures', () => {
    expect(
      ['9999.4', '10000', '35128', '412300', '999499', '999500', '1240000'].map((a) => moneyShort(a, 'CNY')),
    ).toEqual(['¥9,999', '¥10.0k', '¥35.1k', '¥412k', '¥999k', '¥1.00M', '¥1.24M']);
  });

  it('shortens a loss like a gain', () => {
    expect(moneyShort('-35128', 'CNY')).toBe('−¥35.1k');
  });
});

describe('moneyUnit', () => {
  it('leaves three significant figures of a small amount', () => {
    expect([moneyUnit('0.0012345', 'USD'), moneyUnit('0.123456', 'USD'), moneyUnit('12.3', 'USD')]).toEqual([
      '$0.00123',
      '$0.123',
      '$12.30',
    ]);
  });
});

describe('moneyPer', () => {
  // 1 ÷ 3 = 0.333333333333
  it('divides exactly, rounded at 12 places', () => {
    expect(moneyPer('1', 3)).toBe('0.333333333333');
  });

  it('does not divide by nothing', () => {
    expect([moneyPer('1', 0), moneyPer('1', null), moneyPer(null, 3)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('moneyChange', () => {
  it('always carries its sign', () => {
    expect([moneyChange('0.1', 'CNY'), moneyChange('-35.5', 'CNY'), moneyChange('0', 'CNY')]).toEqual([
      '+¥0.10',
      '−¥35.50',
      '¥0.00',
    ]);
  });
});

describe('tablePlaces', () => {
  it('leaves the minor unit out once the total reaches 1,000', () => {
    expect([tablePlaces('999.99', 'CNY'), tablePlaces('1000', 'CNY'), tablePlaces('5', 'JPY')]).toEqual([
      2, 0, 0,
    ]);
    expect([bare('1234.5', 0), bare('0.125', 2), bare(null, 2)]).toEqual(['1,234', '0.12', '—']);
  });
});
