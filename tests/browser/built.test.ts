import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../scripts/build.js';

/** What only Svelte for developers has: traces of where each value was set. */
const FOR_DEVELOPERS = /stackTraceLimit|await_waterfall/;

it('what is driven here and served by npm start is built for production, whatever ran the build', () => {
  const folder = join(ROOT, 'build', 'client', '_app', 'immutable');
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  expect(scripts.length).toBeGreaterThan(10);
  const found = scripts.filter((name) => FOR_DEVELOPERS.test(readFileSync(join(folder, name), 'utf8')));
  expect(found).toEqual([]);
});
