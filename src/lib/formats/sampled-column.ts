import { columnWords } from './column-synonyms';

/** A column of an unknown file: its name taken apart, and its sample cells. */
export interface SampledColumn {
  name: string;
  words: string;
  /** The words without the unit or currency at their end. */
  stem: string;
  /** s, ms, us, cents or an ISO 4217 code, where the name ends so. */
  unit?: string;
  /** One cell a row, trimmed; empty where the row has none. */
  cells: string[];
  /** The cells that are not empty. */
  texts: string[];
}

const UNITS: Record<string, string> = {
  s: 's',
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  ms: 'ms',
  msec: 'ms',
  millis: 'ms',
  millisecond: 'ms',
  milliseconds: 'ms',
  us: 'us',
  micros: 'us',
  microseconds: 'us',
  cents: 'cents',
  usd: 'USD',
  cny: 'CNY',
  rmb: 'CNY',
  eur: 'EUR',
  gbp: 'GBP',
  jpy: 'JPY',
};

/** Columns of a header with their sample cells; rows may be ragged. */
export function sampleColumns(header: string[], rows: string[][]): SampledColumn[] {
  return header.map((name, index) => {
    const cells = rows.map((row) => (row[index] ?? '').trim());
    return {
      name,
      ...takeApart(columnWords(lastName(name))),
      cells,
      texts: cells.filter((text) => text !== ''),
    };
  });
}

/** The name of a member by its path: `usage.prompt_tokens` is about prompt_tokens. */
export function lastName(path: string): string {
  return path.split('.').findLast((name) => name.trim() !== '') ?? path;
}

function takeApart(words: string): { words: string; stem: string; unit?: string } {
  const match = /^(.+)_([a-z]+)$/.exec(words);
  const unit = UNITS[match?.[2] ?? ''];
  return match?.[1] && unit ? { words, stem: match[1], unit } : { words, stem: words };
}
