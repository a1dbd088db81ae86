import { describe, expect, it } from 'vitest';
import { bytes, count, counted, fixed, percent, short, shortRate, signed } from './format-number';

describe('fixed', () => {
  it('groups thousands and writes a true minus', () => {
    expect(fixed(-1284310.5, 2)).toBe('−1,284,310.50');
  });

  it('rounds half to even', () => {
    expect([fixed('0.125', 2), fixed('0.135', 2), fixed(0.5, 0), fixed(1.5, 0)]).toEqual([
      '0.12',
      '0.14',
      '0',
      '2',
    ]);
  });

  it('keeps every figure of a decimal string that a float would lose', () => {
    expect(fixed('9007199254740993.25', 2)).toBe('9,007,199,254,740,993.25');
  });

  it('has no negative zero', () => {
    expect(fixed(-0.001, 2)).toBe('0.00');
  });
});

describe('count', () => {
  it('says a measured zero, and a dash for what is not known', () => {
    expect([count(0), count(null), count(undefined)]).toEqual(['0', '—', '—']);
  });
});

describe('short', () => {
  it('leaves three figures', () => {
    expect([short(999), short(1000), short(35_128), short(351_280), short(1_284_310)]).toEqual([
      '999',
      '1.00k',
      '35.1k',
      '351k',
      '1.28M',
    ]);
  });

  it('goes to the next step rather than say 1000k', () => {
    expect([short(999_499), short(999_600)]).toEqual(['999k', '1.00M']);
  });
});

describe('percent', () => {
  it('keeps the sign with the number', () => {
    expect([percent(85.04), percent(-3.25), percent(0)]).toEqual([
      '85.0\u00a0%',
      '−3.2\u00a0%',
      '0.0\u00a0%',
    ]);
  });

  it('does not round a little to nothing', () => {
    expect(percent(0.01)).toBe('under\u00a00.1\u00a0%');
  });
});

describe('signed', () => {
  it('marks what rises, and leaves zero alone', () => {
    expect([signed('12'), signed('−3'), signed('0.0')]).toEqual(['+12', '−3', '0.0']);
  });
});

describe('counted', () => {
  it('knows one from many', () => {
    expect([counted(1, 'row'), counted(2, 'row'), counted(0, 'entry', 'entries')]).toEqual([
      '1\u00a0row',
      '2\u00a0rows',
      '0\u00a0entries',
    ]);
  });
});

describe('bytes', () => {
  it('steps by a thousand', () => {
    expect([bytes(999), bytes(1000), bytes(1_284_310), bytes(999_600_000)]).toEqual([
      '999\u00a0bytes',
      '1.0\u00a0kB',
      '1.3\u00a0MB',
      '1.0\u00a0GB',
    ]);
  });
});

describe('shortRate', () => {
  it('has six places at most and no zeros at the end', () => {
    expect(['7.120000', '6.9345934', '1', '10', '100.50'].map(shortRate)).toEqual([
      '7.12',
      '6.934593',
      '1',
      '10',
      '100.5',
    ]);
  });
});
