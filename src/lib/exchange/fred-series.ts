/** Pairs of the exchange rate series of the Federal Reserve, as FRED names them: units of the second for 1 of the first. */
const PAIRS: Record<string, [base: string, quote: string]> = {
  CHUS: ['USD', 'CNY'],
  USEU: ['EUR', 'USD'],
  USUK: ['GBP', 'USD'],
  JPUS: ['USD', 'JPY'],
  HKUS: ['USD', 'HKD'],
  SIUS: ['USD', 'SGD'],
  USAL: ['AUD', 'USD'],
  CAUS: ['USD', 'CAD'],
  SZUS: ['USD', 'CHF'],
  INUS: ['USD', 'INR'],
  KOUS: ['USD', 'KRW'],
};

/** A series of FRED. */
export interface FredSeries {
  base: string;
  quote: string;
  /** Of monthly means, dated by the first day of their month. */
  monthly: boolean;
}

/** The series that a column's name means: DEXCHUS is CNY per USD by the day, EXCHUS its monthly mean. */
export function fredSeries(column: string): FredSeries | undefined {
  const [, daily, code = ''] = /^(D?)EX([A-Z]{4})$/.exec(column.toUpperCase()) ?? [];
  const pair = PAIRS[code];
  return pair && { base: pair[0], quote: pair[1], monthly: daily === '' };
}
