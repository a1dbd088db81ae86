import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const eslint = new ESLint();
// Type-aware rules want a file that is part of the project, so each snippet stands in for one that exists.
const MODEL = 'src/lib/pricing/price.ts';
const USAGE = 'src/lib/usage/money.ts';
const ROUTE = 'src/routes/healthz/+server.ts';
const SERVER = 'src/lib/server/local-guard.ts';
const ENGINE = 'src/lib/server/store/duckdb/open-store.ts';

async function complaints(filePath: string, code: string): Promise<string> {
  const [result] = await eslint.lintText(code, { filePath });
  const known = /restricted|Parsing/;
  const messages = result?.messages ?? [];
  return messages
    .filter(({ ruleId, fatal }) => fatal || known.test(ruleId ?? ''))
    .map(({ message }) => message)
    .join('\n');
}

describe('what may import what', () => {
  it.each([
    ['the engine', MODEL, "import { DuckDBInstance } from '@duckdb/node-api';", 'knows the engine'],
    ['the server', MODEL, "import { app } from '$lib/server/app';", 'never reaches into the server'],
    ['the server, by a path', USAGE, "import { app } from '../server/app';", 'never reaches into the server'],
    ['Kit', MODEL, "import { json } from '@sveltejs/kit';", 'pure'],
    ['Svelte', MODEL, "import { onMount } from 'svelte';", 'pure'],
    ['the browser’s page', USAGE, "import { page } from '$app/state';", 'pure'],
    ['the file system', USAGE, "import { readFileSync } from 'node:fs';", 'pure'],
    ['the screen', USAGE, "import Chart from '$lib/components/Chart.svelte';", 'nothing of the screen'],
  ])('the model does not import %s', async (_what, file, code, why) => {
    expect(await complaints(file, code)).toContain(why);
  });

  it.each([
    ['Date.now()', 'export const at = Date.now();', 'no clock'],
    ['new Date()', 'export const at = new Date();', 'no clock'],
    ['Math.random()', 'export const id = Math.random();', 'no randomness'],
    ['crypto.randomUUID()', 'export const id = crypto.randomUUID();', 'no randomness'],
  ])('the model does not call %s', async (_what, code, why) => {
    expect(await complaints(MODEL, code)).toContain(why);
  });

  it('the model may turn a given time into a date, and import the model', async () => {
    const code =
      "import { dayToMs } from '$lib/usage/day';\nexport const at = (day: number) => new Date(dayToMs(day));";
    expect(await complaints(MODEL, code)).toBe('');
  });

  it('routes and the rest of the server ask the Store, not the engine', async () => {
    const engine = "import { DuckDBInstance } from '@duckdb/node-api';";
    const inside = "import { openStore } from '$lib/server/store/duckdb/open-store';";
    for (const file of [ROUTE, SERVER]) {
      expect(await complaints(file, engine)).toContain('knows the engine');
      expect(await complaints(file, inside)).toContain('behind the Store interface');
    }
  });

  it('the engine’s own folder imports it', async () => {
    expect(await complaints(ENGINE, "import { DuckDBInstance } from '@duckdb/node-api';")).toBe('');
  });
});
