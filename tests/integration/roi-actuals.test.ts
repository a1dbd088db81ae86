import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actuals } from '$lib/server/answers/actuals';
import { roiHeadline } from '$lib/server/answers/roi-headline';
import { routePair } from '$lib/server/answers/savings';
import { addScenario, keptScenario } from '$lib/server/answers/scenarios';
import { app, closeApp } from '$lib/server/app';
import type { Filters } from '$lib/usage/filters';
import { parseFilters } from '$lib/usage/parse-filters';

/**
 * April 2026, official: GPT-4.1, 1 million output tokens a day, $240 of list cost in 30 days. At 6.8371 (the mean of
 * April) ¥1,640.904 official and ¥240 on the relay: ¥46.6968 saved a million tokens.
 */
const APRIL = Array.from({ length: 30 }, (_, i) => {
  const day = String(i + 1).padStart(2, '0');
  return `2026-04-${day}T23:00:00Z,official,gpt-4.1,0,1000000,,`;
});

/** May, relay: 20 million tokens of GPT-4.1 ($160) charged at ¥170, 1 million of Claude Sonnet 4.5 ($15) not charged. */
const MAY = [
  '2026-05-10T00:00:00Z,relay,gpt-4.1,0,20000000,170,CNY',
  '2026-05-31T23:00:00Z,relay,claude-sonnet-4-5,0,1000000,,',
];

let folder = '';
let filters: Filters;

async function load(name: string, rows: string[]): Promise<void> {
  const { ingest } = await app();
  const csv = ['time,route,model,input_tokens,output_tokens,charged,currency', ...rows, ''].join('\n');
  const received = await ingest.receive(new Blob([csv]).stream(), { name, format: 'auto', wait: true });
  expect(received).toMatchObject({ ok: true, status: 201 });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-actuals-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
  const parsed = parseFilters(new URLSearchParams('home=CNY'), { home: 'CNY' });
  if (!parsed.ok) throw new Error('filters');
  filters = parsed.value;
  await load('april.csv', APRIL);
});

afterAll(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

describe('a plan beside what happened', () => {
  let id = '';

  it('has nothing to say before the relay carries traffic', async () => {
    const pair = await routePair(new URLSearchParams(), filters);
    const scenario = { adoption_pct: [50, 100], mirrored_pct: [], one_time: '3000' };
    const saved = await addScenario(filters, pair, { name: 'Plan', scenario });
    id = saved.id;
    expect(saved.scenario).toMatchObject({
      official_monthly: '1640.904000000000',
      relay_monthly: '240.000000000000',
      market_rate: '6.8371',
    });
    const answer = await actuals((await keptScenario(id))!);
    expect(answer).toMatchObject({ rows: [], why: 'There is no traffic on Relay in this data yet.' });
  });

  it('splits the gap of May into volume, mix, price and rate, to the last digit', async () => {
    await load('may.csv', MAY);
    const { rows, start_month } = await actuals((await keptScenario(id))!);
    expect(start_month).toBe('2026-05');
    const [may] = rows;
    expect(rows).toHaveLength(1);
    expect(may).toMatchObject({
      month: '2026-05',
      plan_month: 1,
      complete: true,
      // half of ¥1,640.904 − half of ¥240
      projected: '700.452000000000',
      // $175 at 6.7996 − (¥170 charged + ¥15)
      realised: '1004.930000000000',
      charged_pct: 50,
      // (21 − 15) million × 46.6968
      volume: '280.180800000000',
      // 1 million of Claude: 15 × 6.8371 − 15 = 87.5565, not 46.6968
      mix: '40.859700000000',
      // charged ¥170 where the list says ¥160
      price: '-10.000000000000',
      // $175 × (6.7996 − 6.8371)
      rate: '-6.562500000000',
      relay_tokens: 21_000_000,
      left_out_tokens: 0,
    });
    const parts = [may!.volume, may!.mix, may!.price, may!.rate].map((part) =>
      BigInt(part!.replace('.', '')),
    );
    expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(BigInt(may!.gap!.replace('.', '')));
  });

  it('re-estimates the payback with what happened', async () => {
    const { payback } = await actuals((await keptScenario(id))!);
    // planned: 3,000 − 700.452 − 1,400.904 = 898.644, and 898.644 ÷ 1,400.904 of month 3
    expect(payback.planned).toBeCloseTo(2.641474, 6);
    // realised 1,004.93 of 700.452: 1,995.07 left ÷ (1,400.904 × 1,004.93 ÷ 700.452) of month 2
    expect(payback.re_estimated).toBeCloseTo(1 + 1995.07 / (1400.904 * (1004.93 / 700.452)), 6);
    expect(payback.months_realised).toBe(1);
  });
});

describe('roiHeadline', () => {
  it('is of the scenario saved last, with ranges', async () => {
    const pair = await routePair(new URLSearchParams(), filters);
    const headline = await roiHeadline(filters, pair);
    expect(headline).toMatchObject({
      currency: 'CNY',
      scenario: { name: 'Plan' },
      monthly_saving: { amount: 1400.904 },
      payback: { months: expect.closeTo(2.641474, 6) as number },
      loss_probability_pct: 0,
      has_costs: true,
    });
    const { amount, p10, p90 } = headline!.monthly_saving;
    expect(p10).toBeLessThan(amount);
    expect(p90).toBeGreaterThan(amount);
  });
});

describe('a month in which the plan sends traffic to both routes', () => {
  it('counts its share as saving nothing, on both sides', async () => {
    const pair = await routePair(new URLSearchParams(), filters);
    const scenario = {
      official_monthly: '1640.904',
      relay_monthly: '240',
      market_rate: '6.8371',
      adoption_pct: [50],
      mirrored_pct: [50],
    };
    const april = { ...filters, to: '2026-05-01' };
    const { id } = await addScenario(april, pair, { name: 'Mirrored', scenario });
    const [may] = (await actuals((await keptScenario(id))!)).rows;
    expect(may).toMatchObject({
      mirrored_pct: 50,
      // half of ¥1,640.904 − all of ¥240
      projected: '580.452000000000',
      // half of ¥1,189.93 − ¥185
      realised: '409.965000000000',
      // (21 − 30) million × (0.5 × 54.6968 − 8)
      volume: '-174.135600000000',
      price: '-10.000000000000',
      // half of $175 × (6.7996 − 6.8371)
      rate: '-3.281250000000',
    });
    // 0.5 × 15 × 6.8371 − 15 = 36.27825 of Claude, not 19.3484
    expect(Number(may!.mix)).toBeCloseTo(16.92985, 9);
  });
});
