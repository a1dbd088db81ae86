/** How a file is written: everything that exports differ in and that must not change a figure. */
export interface Writing {
  encoding: 'utf-8' | 'utf-8 with mark' | 'utf-16le' | 'utf-16be' | 'gb18030';
  newline: '\n' | '\r\n' | '\r';
  delimiter: ',' | ';' | '\t' | '|';
  numberStyle: '1234.56' | '1,234.56' | '1.234,56';
}

const ENCODINGS: Writing['encoding'][] = ['utf-8', 'utf-8 with mark', 'utf-16le', 'utf-16be', 'gb18030'];
const NEWLINES: Writing['newline'][] = ['\n', '\r\n', '\r'];
const DELIMITERS: Writing['delimiter'][] = [',', ';', '\t', '|'];
const STYLES: Writing['numberStyle'][] = ['1234.56', '1,234.56', '1.234,56'];

/** 5 encodings × 3 newlines × 4 delimiters × 3 number styles. */
export const WRITINGS: Writing[] = ENCODINGS.flatMap((encoding) =>
  NEWLINES.flatMap((newline) =>
    DELIMITERS.flatMap((delimiter) =>
      STYLES.map((numberStyle) => ({ encoding, newline, delimiter, numberStyle })),
    ),
  ),
);

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A number as a style writes it: 1234567, 25 → "1,234,567.25" (the fraction in hundredths). */
export function written(
  whole: number,
  hundredths: number | undefined,
  style: Writing['numberStyle'],
): string {
  const [group, point] = style === '1234.56' ? ['', '.'] : style === '1,234.56' ? [',', '.'] : ['.', ','];
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, group);
  return hundredths === undefined ? grouped : `${grouped}${point}${String(hundredths).padStart(2, '0')}`;
}

/** Rows of cells as a file; `quote` says which cells carry quotes though they need none. */
export function fileOf(rows: string[][], writing: Writing, quote: () => boolean): Uint8Array {
  const { delimiter, newline } = writing;
  const cell = (text: string): string =>
    text.includes(delimiter) || /["\r\n]/.test(text) || quote() ? `"${text.replaceAll('"', '""')}"` : text;
  const text = rows.map((row) => row.map(cell).join(delimiter) + newline).join('');
  return encoded(text, writing.encoding);
}

/** The physical line at which each row begins, from 1. */
export function linesOf(rows: string[][]): number[] {
  let line = 1;
  return rows.map((row) => {
    const start = line;
    line += 1 + row.join('').split(/\r\n|\r|\n/).length - 1;
    return start;
  });
}

/** Bytes of the few Chinese characters of these tests, as the GB18030 table has them: Node can only decode it. */
const GB18030: Record<string, [number, number]> = {
  聊: [0xc1, 0xc4],
  天: [0xcc, 0xec],
  中: [0xd6, 0xd0],
  文: [0xce, 0xc4],
};

function encoded(text: string, encoding: Writing['encoding']): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-8 with mark') return Buffer.from(`\ufeff${text}`);
  if (encoding === 'utf-16le') return Buffer.from(`\ufeff${text}`, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return Buffer.from([...text].flatMap((character) => GB18030[character] ?? character.charCodeAt(0)));
}
