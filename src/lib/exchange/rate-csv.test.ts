import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../usage/day';
import { createRateBook } from './rate-book';
import { parseRateCsv, type RateImport } from './rate-csv';

function read(csv: string): RateImport {
  const parsed = parseRateCsv(csv, 'ECB');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

const refusedAt = (csv: string): string[] => read(csv).refused.map(({ where }) => where);

describe('parseRateCsv', () => {
  it('reads date, base, quote, rate in any order and case', () => {
    expect(read('Rate,DATE,base,Quote\n7.0432,2025-12-31,usd,CNY\n')).toEqual({
      rates: [{ base: 'USD', quote: 'CNY', on: '2025-12-31', kind: 'daily', rate: '7.0432', source: 'ECB' }],
      refused: [],
    });
  });

  it('reads one column per pair; a cell without a rate is no rate, not a fault', () => {
    const { rates, refused } = read(
      'date,eur_usd,usd_cny\r\n2025-03-10,1.0825,7.2612\r\n2025-03-11,,N/A\r\n',
    );
    expect(rates.map(({ base, quote, on, rate }) => [base, quote, on, rate])).toEqual([
      ['EUR', 'USD', '2025-03-10', '1.0825'],
      ['USD', 'CNY', '2025-03-10', '7.2612'],
    ]);
    expect(refused).toEqual([]);
  });

  it("reads the European Central Bank's history: units per euro, N/A, a comma at the end", () => {
    const { rates, refused } = read('Date,USD,CNY,CYP,\n2025-03-10,1.0825,7.8604,N/A,\n');
    expect(rates.map(({ base, quote, rate }) => [base, quote, rate])).toEqual([
      ['EUR', 'USD', '1.0825'],
      ['EUR', 'CNY', '7.8604'],
    ]);
    expect(refused).toEqual([]);
  });

  it.each(['observation_date,DEXCHUS', 'DATE,DEXCHUS'])(
    "reads FRED's two columns under %s: CNY per USD by the day, a point on holidays",
    (header) => {
      const { rates, refused } = read(
        `${header}\n2025-12-24,7.0174\n2025-12-25,.\n2025-12-26,\n2025-12-29,7.0069\n`,
      );
      expect(rates.map(({ base, quote, on, kind, rate }) => [base, quote, on, kind, rate])).toEqual([
        ['USD', 'CNY', '2025-12-24', 'daily', '7.0174'],
        ['USD', 'CNY', '2025-12-29', 'daily', '7.0069'],
      ]);
      expect(refused).toEqual([]);
    },
  );

  it("reads FRED's monthly means, and pairs the other way round", () => {
    const { rates, refused } = read(
      'observation_date,EXCHUS,EXUSEU\n2025-11-01,7.1069,1.16\n2025-11-02,7.1,.\n',
    );
    expect(rates.map(({ base, quote, on, kind, rate }) => [base, quote, on, kind, rate])).toEqual([
      ['USD', 'CNY', '2025-11', 'monthly_mean', '7.1069'],
      ['EUR', 'USD', '2025-11', 'monthly_mean', '1.16'],
    ]);
    expect(refused).toEqual([
      {
        where: 'line 3, column date',
        message: 'exchus holds monthly means: 2025-11-02 is not the first day of a month',
      },
    ]);
  });

  it('takes a month as a monthly mean, a semicolon as a delimiter, a byte order mark as nothing', () => {
    expect(read('\uFEFFdate;usd_cny\n2026-07;6.75\n').rates).toEqual([
      { base: 'USD', quote: 'CNY', on: '2026-07', kind: 'monthly_mean', rate: '6.75', source: 'ECB' },
    ]);
  });

  it.each([
    ['0', 'more than 0'],
    ['0.000', 'more than 0'],
    ['-7.1', 'not a plain decimal'],
    ['7,1', 'not a plain decimal'],
    ['1e400', 'not a plain decimal'],
    ['NaN', 'not a plain decimal'],
    ['', 'not a plain decimal'],
  ])('refuses the rate "%s" with its line', (rate, why) => {
    const { rates, refused } = read(
      `date,base,quote,rate\n2025-03-10,USD,CNY,7.2\n2025-03-11,USD,CNY,"${rate}"\n`,
    );
    expect(rates).toHaveLength(1);
    expect(refused).toEqual([
      { where: 'line 3, column rate', message: expect.stringContaining(why) as string },
    ]);
  });

  it('refuses bad dates, unknown currencies, a pair with itself, ragged lines, contradictions', () => {
    const head = 'date,base,quote,rate\n';
    expect(refusedAt(`${head}2025-02-30,USD,CNY,7\n10.03.2025,USD,CNY,7\n`)).toEqual([
      'line 2, column date',
      'line 3, column date',
    ]);
    expect(refusedAt(`${head}2025-03-10,USD,RMBY,7\n`)).toEqual(['line 2, column quote']);
    expect(refusedAt(`${head}2025-03-10,USD,USD,1\n`)).toEqual(['line 2, column rate']);
    expect(refusedAt(`${head}\n2025-03-10,USD,CNY\n`)).toEqual(['line 3']);
    expect(refusedAt(`${head}2025-03-10,USD,CNY,7\n2025-03-10,USD,CNY,7\n2025-03-10,USD,CNY,8\n`)).toEqual([
      'line 4, column rate',
    ]);
  });

  it.each(['when,usd_cny\n', 'date\n', 'date,usd_cny,note\n', 'date,usd_xyq\n', ''])(
    'refuses a file by its header: %j',
    (csv) => {
      expect(parseRateCsv(csv, 'ECB')).toMatchObject({ ok: false, issues: [{ where: 'header' }] });
    },
  );
});

const HISTORY = '../shared/data/exchange-rates/usd-cny-daily-2022-2025.csv';

describe.skipIf(!existsSync(HISTORY))(`the real history in ${HISTORY} (skipped where it is absent)`, () => {
  it('serves the example of the API document: 3 January 2026 takes 7.001021 of 31 December', () => {
    const { rates, refused } = read(readFileSync(HISTORY, 'utf8'));
    expect(refused).toEqual([]);
    const book = createRateBook(rates);
    const day = parseDay('2026-01-03') ?? NaN;
    expect(book.on('USD', 'CNY', day, { policy: 'daily' })).toEqual({
      rate: '7.001021',
      of: '2025-12-31',
      ageDays: 3,
      stale: false,
      source: 'ECB',
    });
  });
});
