import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFormat } from '$lib/formats/parse-format';
import type { Store } from '$lib/server/store/store';
import type { ChargeLine } from '$lib/usage/charge-line';
import { picoToDecimal } from '$lib/usage/money';
import { noTokens, TOKEN_CLASSES } from '$lib/usage/token-classes';
import type { Expected, ExpectedFile } from './expected';
import { openPipeline, type Pipeline } from './pipeline';

const FOLDER = import.meta.dirname;
const OWN = { sample: false };
const cases = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('cases', () => {
  it.each(cases)('%s comes to what was worked out by hand', async (name) => {
    const expected = JSON.parse(readFileSync(join(FOLDER, name, 'expected.json'), 'utf8')) as Expected;
    const pipeline = await openPipeline();
    try {
      await declare(pipeline.store, expected);
      for (const file of expected.files) await checkFile(pipeline, name, expected, file);
      await checkTotals(pipeline.store, expected);
      await checkCharges(pipeline.store, expected);
      await checkOutcomes(pipeline.store, expected);
      await checkRecords(pipeline.store, expected);
    } finally {
      await pipeline.close();
    }
  });
});

async function declare(store: Store, { format, declaration }: Expected): Promise<void> {
  if (!declaration) return;
  const parsed = parseFormat(format ?? '', declaration);
  expect(parsed).toMatchObject({ ok: true });
  if (parsed.ok) await store.putFormat(parsed.value);
}

async function checkFile(
  pipeline: Pipeline,
  name: string,
  expected: Expected,
  file: ExpectedFile,
): Promise<void> {
  const { route, newRoutes } = expected;
  const received = await pipeline.upload(join(FOLDER, name, file.file), {
    ...(route === undefined ? {} : { route }),
    ...(newRoutes === undefined ? {} : { newRoutes }),
  });
  if (file.refused) {
    expect(received).toMatchObject({ ok: false, status: file.refused.status });
    for (const word of file.refused.words) expect(JSON.stringify(received)).toContain(word);
    return;
  }
  if (!received.ok) throw new Error(`${file.file} was refused: ${JSON.stringify(received)}`);
  const { format, rows, ignoredKinds, from, to, has, id } = received.upload;
  expect({ format, rows, ignoredKinds, from, to }).toEqual({
    format: file.format,
    rows: file.rows,
    ignoredKinds: file.ignoredKinds ?? {},
    from: file.from,
    to: file.to,
  });
  if (file.has) expect(has).toEqual(file.has);
  await checkRejects(pipeline, id, file);
}

async function checkRejects(pipeline: Pipeline, id: string, { rejects = [] }: ExpectedFile): Promise<void> {
  const found = await pipeline.ingest.rejects(id, 0, 1000);
  expect(found.map(({ line }) => line)).toEqual(rejects.map(({ line }) => line));
  rejects.forEach(({ line, reason }, index) => {
    for (const word of reason) expect(found[index]?.reason, `line ${line}`).toContain(word);
  });
}

async function checkTotals(store: Store, { totals, tiers }: Expected): Promise<void> {
  const cells = await store.spendCells(OWN, tiers ? ['tier'] : []);
  const tokens = noTokens();
  const charged: Record<string, bigint> = {};
  for (const cell of cells) {
    for (const name of TOKEN_CLASSES) tokens[name] += cell.tokens[name];
    if (cell.chargedCurrency)
      charged[cell.chargedCurrency] = (charged[cell.chargedCurrency] ?? 0n) + cell.charged;
  }
  expect({
    records: sum(cells.map((cell) => cell.records)),
    requests: sum(cells.map((cell) => cell.requests)),
    reasoning: sum(cells.map((cell) => cell.reasoning)),
    tokens,
    charged: Object.fromEntries(
      Object.entries(charged).map(([code, amount]) => [code, picoToDecimal(amount)]),
    ),
  }).toEqual({ ...totals, tokens: { ...noTokens(), ...totals.tokens } });
  for (const [tier, requests] of Object.entries(tiers ?? {}))
    expect(sum(cells.filter((cell) => cell.tier === tier).map((cell) => cell.requests)), tier).toBe(requests);
}

async function checkCharges(store: Store, { charges }: Expected): Promise<void> {
  const lines = await store.chargeLines(OWN, []);
  const by = (key: (line: ChargeLine) => string | undefined): Record<string, string> => {
    const sums = new Map<string, bigint>();
    for (const line of lines) {
      const name = key(line);
      if (name !== undefined) sums.set(name, (sums.get(name) ?? 0n) + line.amount);
    }
    return Object.fromEntries([...sums].map(([name, amount]) => [name, picoToDecimal(amount)]));
  };
  const found = { rows: sum(lines.map(({ rows }) => rows)), amounts: by(({ currency }) => currency) };
  expect(found).toEqual({ rows: charges?.rows ?? 0, amounts: charges?.amounts ?? {} });
  expect(by(({ model }) => model)).toMatchObject(charges?.byModel ?? {});
  expect(by(({ tokenClass }) => tokenClass)).toMatchObject(charges?.byClass ?? {});
}

async function checkOutcomes(store: Store, { outcomes }: Expected): Promise<void> {
  const groups = await store.outcomes(OWN, []);
  const byClass: Record<string, number> = {};
  for (const group of groups)
    for (const [name, errors] of Object.entries(group.byClass)) byClass[name] = (byClass[name] ?? 0) + errors;
  expect({
    attempts: sum(groups.map((group) => group.attempts)),
    errors: sum(groups.map((group) => group.errors)),
    byClass,
    notLogged: sum(groups.map((group) => group.notLogged)),
  }).toEqual(outcomes);
}

async function checkRecords(store: Store, { records }: Expected): Promise<void> {
  if (!records) return;
  const found = await store.records(OWN, 0, 1000);
  expect(found).toHaveLength(records.length);
  records.forEach((record, index) => {
    for (const [name, value] of Object.entries(record))
      expect(found[index]?.[name as keyof typeof record], `record ${index + 1}, ${name}`).toEqual(
        value ?? undefined,
      );
  });
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
