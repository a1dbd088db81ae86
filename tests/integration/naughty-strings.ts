import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Papa from 'papaparse';

const DATA = resolve(import.meta.dirname, '../../../shared/data');
const NAUGHTY = join(DATA, 'naughty-strings/blns.json');
const SPECTRUM = join(DATA, 'csv-spectrum/csvs');
const INJECTIONS = join(DATA, 'csv-injection/payloadbox/Intruder/csv-payload.txt');

/** Why tests of hostile texts are skipped; undefined where the texts are there. */
export const HOSTILE_ABSENT = [NAUGHTY, SPECTRUM, INJECTIONS].every(existsSync)
  ? undefined
  : `the big list of naughty strings, csv-spectrum or csv-injection is not in ${DATA}: hostile texts are skipped`;

/**
 * Texts that software is known to trip over, as a label may hold them: naughty strings, formulas for spreadsheets, and
 * every name and cell of csv-spectrum. Each once, without the blanks around them that loading takes off.
 */
export function hostileTexts(): string[] {
  if (HOSTILE_ABSENT) return [];
  const naughty = JSON.parse(readFileSync(NAUGHTY, 'utf8')) as string[];
  const formulas = readFileSync(INJECTIONS, 'utf8').split('\n');
  const cells = readdirSync(SPECTRUM).flatMap((file) =>
    Papa.parse<string[]>(readFileSync(join(SPECTRUM, file), 'utf8')).data.flat(),
  );
  const texts = [...naughty, ...formulas, ...cells].map((text) => text.trim());
  return [...new Set(texts)].filter((text) => text !== '' && !/\p{Surrogate}/u.test(text));
}
