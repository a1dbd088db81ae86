import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../scripts/build.js';

const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
const namesIn = (text: string): string[] => [...new Set(text.match(/\bCROSSRATE_[A-Z_]+[A-Z]\b/g))].sort();

it('every setting that the server knows stands in the README with what it means, and no other', () => {
  const table = read('README.md')
    .split('\n')
    .filter((line) => line.startsWith('| `CROSSRATE_'));
  const readers = ['config.ts', join('access', 'oidc-settings.ts')].map((file) =>
    read('src', 'lib', 'server', file),
  );
  expect(namesIn(table.join('\n'))).toEqual(namesIn(readers.join('\n')));
});
