import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiveBody } from './receive-body';
import { rewrite } from './rewrite';

const samples = resolve('../shared/data/csv-spectrum');
const present = existsSync(samples);
if (!present) console.warn(`csv-spectrum is not at ${samples}: its cases are skipped`);

describe.skipIf(!present)('csv-spectrum: edge cases with the JSON that each means', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'crossrate-spectrum-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const names = present ? readdirSync(join(samples, 'csvs')).map((name) => name.replace('.csv', '')) : [];
  it.each(names)('%s', async (name) => {
    const body = new Blob([readFileSync(join(samples, 'csvs', `${name}.csv`))]).stream();
    const received = await receiveBody(body, {
      rawPath: join(folder, `${name}.raw`),
      textPath: join(folder, `${name}.text`),
      maxBytes: 1 << 20,
    });
    const { scanned } = received;
    if (scanned.kind !== 'csv') throw new Error('taken for JSON');
    const { file, rejects } = await rewrite(received.textPath, join(folder, `${name}.plain`), scanned);
    const { data } = Papa.parse<string[]>(readFileSync(file.path, 'utf8').trimEnd(), {
      delimiter: file.delimiter,
      newline: '\n',
    });
    const columns = scanned.columns;
    const meant = JSON.parse(readFileSync(join(samples, 'json', `${name}.json`), 'utf8')) as Record<
      string,
      string
    >[];
    expect(rejects).toEqual([]);
    // The one sample whose JSON is no list, and whose telephone number is not that of its CSV.
    const expected = Array.isArray(meant)
      ? meant
      : [{ ...(meant as object), 'Contact Phone Number': '2095257564' }];
    expect(
      data.slice(1).map(([, ...values]) => Object.fromEntries(values.map((value, i) => [columns[i], value]))),
    ).toEqual(expected);
  });
});
