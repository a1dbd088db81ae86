import { afterEach, beforeEach, expect, it } from 'vitest';
import { anthropicUsage } from '../../src/lib/formats/anthropic-usage';
import { testStore, type TestStore } from './store-files';

let test: TestStore;
beforeEach(async () => void (test = await testStore()));
afterEach(() => test.end());

const HEADER =
  'usage_date_utc,model_version,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_read,usage_output_tokens';

it('a bucket that tells its context window is in that price tier; one that does not is in none', async () => {
  await test.loaded(
    [
      HEADER,
      '2026-03-22,claude-sonnet-4-5,≤ 200k,1200000,0,1',
      '2026-03-22,claude-sonnet-4-5,> 200k,310000,0,2',
      '2026-03-22,claude-sonnet-4-5,,5,0,4',
    ].join('\n'),
    { format: anthropicUsage, route: 'official' },
  );
  const cells = await test.store.spendCells({ sample: false }, [], [0, 200_000]);
  expect(cells.map(({ promptOver, tokens }) => [promptOver, tokens.output])).toEqual([
    [0, 1],
    [200_000, 2],
    [undefined, 4],
  ]);
});

it('a tier at which no price begins rejects the row', async () => {
  const format = {
    ...anthropicUsage,
    fields: { ...anthropicUsage.fields, prompt_over: { column: 'context_window' } },
  };
  const outcome = await test.load(`${HEADER}\n2026-03-22,claude-sonnet-4-5,150000,1,0,1`, {
    format,
    route: 'official',
  });
  expect(outcome.ok).toBe(false);
  expect(JSON.stringify(outcome)).toContain('not a prompt size at which a price tier begins: 150000');
});
