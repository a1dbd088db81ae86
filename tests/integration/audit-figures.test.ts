import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRoute } from '$lib/exchange/route-spec';
import { app, closeApp } from '$lib/server/app';
import { errors } from '$lib/server/answers/errors';
import { latency } from '$lib/server/answers/latency';
import { routePair, savings } from '$lib/server/answers/savings';
import { spend } from '$lib/server/answers/spend';
import type { Filters } from '$lib/usage/filters';
import { parseFilters } from '$lib/usage/parse-filters';
import { seeded } from './audit-files';
import { Rational, total } from './audit-rational';

/**
 * Generated usage, costed again here with fractions from the facts below, and compared to the last place.
 * Prices per million (uncached, cached, cache write, output): model.md section 2; Claude above 200,000 prompt tokens.
 */
const PRICES: Record<string, (string | undefined)[]> = {
  'gpt-4.1': ['2', '0.5', undefined, '8'],
  'claude-sonnet-4-5': ['3', '0.3', '3.75', '15'],
  'claude-sonnet-4-5 above': ['6', '0.6', '7.5', '22.5'],
  'deepseek-v3.2': ['0.28', '0.028', undefined, '0.42'],
};
const SPELLINGS: Record<string, string | undefined> = {
  'gpt-4.1-2025-04-14': 'gpt-4.1',
  'openai/gpt-4.1': 'gpt-4.1',
  'claude-sonnet-4-5-20250929': 'claude-sonnet-4-5',
  'deepseek-v3.2': 'deepseek-v3.2',
  'house-llm-7b': undefined,
};
/** CNY per USD by month (model.md section 3); July takes June's, the last known. */
const RATES: Record<string, string> = {
  '2026-04': '6.8371',
  '2026-05': '6.7996',
  '2026-06': '6.7758',
  '2026-07': '6.7758',
};
/** Relay B from May on: ¥3.3 a dollar, gpt at 0.85, top-up 5.5 %, conversion 1.25 %, taxes 6 + 10 %; cached as uncached. */
const RELAY_B = {
  id: 'relay-b',
  name: 'Relay B',
  kind: 'relay',
  terms: [
    {
      effective_from: '2026-05-01',
      credit_price: { amount: '3.3', currency: 'CNY' },
      multipliers: [
        { model: '*', value: '1.2' },
        { model: 'gpt-*', value: '0.85' },
      ],
      fees: { top_up_pct: '5.5', conversion_pct: '1.25', vat_pct: '6', withholding_pct: '10' },
      bills_cached_as_uncached: true,
      source: 'Contract',
    },
  ],
};

interface Usage {
  month: string;
  route: string;
  model: string;
  spelling: string;
  /** Uncached, cached, cache write, output. */
  tokens: [number, number, number, number];
  charged?: [string, 'USD' | 'CNY'];
  requestId: string;
  outcome: '' | 'ok' | '429' | '500';
  durationMs: string;
}

function generate(seed: number, rows: number): Usage[] {
  const random = seeded(seed);
  const below = (bound: number): number => Math.floor(random() * bound);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;
  return Array.from({ length: rows }, (_, i): Usage => {
    const spelling = pick(Object.keys(SPELLINGS));
    const prompt = pick([0, 1, 199_999, 200_000, 200_001, below(400_000)]);
    const cached = below(prompt + 1);
    const write = random() < 0.3 ? below(prompt - cached + 1) : 0;
    const amount = `${below(3)}.${String(below(1e6)).padStart(6, '0')}`;
    return {
      month: pick(Object.keys(RATES)),
      route: pick(['official', 'relay', 'relay-b']),
      spelling,
      model: SPELLINGS[spelling] ?? spelling,
      tokens: [prompt - cached - write, cached, write, below(5000)],
      ...(random() < 0.3 ? { charged: [amount, pick(['USD', 'CNY'] as const)] } : {}),
      requestId: `${seed}-${i}`,
      outcome: pick(['', 'ok', 'ok', '429', '500']),
      durationMs: pick(['', String(below(9000)), `${below(900)}.5`]),
    };
  });
}

function csvOf(usage: Usage[]): string {
  const lines = usage.map((one) => {
    const [uncached, cached, write, output] = one.tokens;
    const [charged = '', currency = ''] = one.charged ?? [];
    const time = `${one.month}-15T12:00:00Z`;
    return `${time},${one.route},${one.spelling},${uncached + cached + write},${cached},${write},${output},${charged},${currency},${one.requestId},${one.outcome},${one.durationMs}`;
  });
  return `time,route,model,input_tokens,cached_input_tokens,cache_write_5m_tokens,output_tokens,charged,currency,request_id,status,duration_ms\n${lines.join('\n')}\n`;
}

/** List cost in USD and tokens without a price; `asUncached` bills cached input as uncached. Undefined without prices. */
function listOf(one: Usage, asUncached = false): { cost: Rational; unpriced: number } | undefined {
  const [uncached, cached, write] = one.tokens;
  const above = one.model === 'claude-sonnet-4-5' && uncached + cached + write > 200_000;
  const prices = PRICES[above ? `${one.model} above` : one.model];
  if (!prices) return undefined;
  const billed = asUncached ? [prices[0], prices[0], prices[2], prices[3]] : prices;
  const terms = one.tokens.map((count, i) => Rational.of(count).times(Rational.of(billed[i] ?? 0)));
  const unpriced = one.tokens.reduce((sum, count, i) => sum + (prices[i] === undefined ? count : 0), 0);
  return { cost: total(terms).over(Rational.of(1_000_000)), unpriced };
}

const [ONE, CREDIT] = [Rational.of(1), Rational.of('3.3')];
const multiplierOf = (model: string): Rational => Rational.of(model.startsWith('gpt-') ? '0.85' : '1.2');
const feesOf = (home: string): Rational =>
  Rational.of('1.055')
    .times(Rational.of(home === 'CNY' ? '1' : '1.0125'))
    .times(Rational.of('1.16'));

/** Landed cost in CNY where the payer holds `home`, at CNY per USD `rate`; undefined where it has none. */
function landedOf(one: Usage, home: string, rate: Rational): Rational | undefined {
  if (one.route === 'relay-b' && one.month < '2026-05') return undefined;
  const [credit, fees] =
    one.route === 'official' ? [rate, ONE] : one.route === 'relay' ? [ONE, ONE] : [CREDIT, feesOf(home)];
  if (one.charged) {
    const [amount, currency] = one.charged;
    // yuan charged on the official route are brought to dollars and back: the same yuan
    return Rational.of(amount)
      .times(currency === 'CNY' ? ONE : credit)
      .times(fees);
  }
  const list = listOf(one, one.route === 'relay-b');
  const multiplier = one.route === 'relay-b' ? multiplierOf(one.model) : ONE;
  return list?.cost.times(multiplier).times(credit).times(fees);
}

const USAGE = generate(1, 600);
const rateOf = (one: Usage, fixed?: string): Rational => Rational.of(fixed ?? RATES[one.month] ?? '0');
const defined = <T>(values: (T | undefined)[]): T[] => values.filter((value) => value !== undefined);

let folder: string;
let uploadId: string;

async function load(usage: Usage[], name: string): Promise<string> {
  const { ingest } = await app();
  const body = new Blob([csvOf(usage)]).stream();
  const received = await ingest.receive(body, { name, format: 'auto', wait: true });
  if (!received.ok) throw new Error(JSON.stringify(received));
  return received.upload.id;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-figures-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
  const route = parseRoute(RELAY_B);
  if (!route.ok) throw new Error(JSON.stringify(route.issues));
  await (await app()).store.putRoute(route.value);
  uploadId = await load(USAGE, 'generated.csv');
});

afterAll(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

function filtersOf(query: string): Filters {
  const parsed = parseFilters(new URLSearchParams(query), { home: 'CNY' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

describe('spend equals fractions', () => {
  it.each([...new Set(USAGE.map(({ model }) => model))])('%s, in yuan at the dated rates', async (model) => {
    const { rows } = await spend(filtersOf(''), ['model']);
    const row = rows.find((candidate) => candidate.model === model);
    const of = USAGE.filter((one) => one.model === model);
    const lists = defined(of.map((one) => listOf(one)?.cost.times(rateOf(one))));
    const charged = defined(
      of.map(
        ({ charged, ...one }) =>
          charged &&
          Rational.of(charged[0]).times(
            charged[1] === 'CNY' ? ONE : rateOf({ ...one, tokens: [0, 0, 0, 0] }),
          ),
      ),
    );
    expect(row).toMatchObject({
      requests: of.length,
      list: lists.length === 0 ? null : total(lists).text(),
      charged: total(charged).text(),
      landed: total(defined(of.map((one) => landedOf(one, 'CNY', rateOf(one))))).text(),
      unpriced_tokens: of.reduce(
        (sum, one) => sum + (listOf(one)?.unpriced ?? one.tokens.reduce((a, b) => a + b)),
        0,
      ),
    });
  });

  it('in dollars at ¥7.3, with the conversion fee of who pays in dollars', async () => {
    const { totals } = await spend(filtersOf('home=USD&rate=7.3'), ['month']);
    const rate = Rational.of('7.3');
    expect(totals.list).toBe(total(defined(USAGE.map((one) => listOf(one)?.cost))).text());
    const landed = total(defined(USAGE.map((one) => landedOf(one, 'USD', rate))));
    expect(totals.landed).toBe(landed.over(rate).text());
  });
});

describe('savings equal fractions', () => {
  it.each([
    ['at the dated rates', '', undefined],
    ['at ¥7.3', '&rate=7.3', '7.3'],
  ])('of the same usage on Relay B, %s', async (_, query, fixed) => {
    const filters = filtersOf(`home=CNY${query}`);
    const pair = await routePair(new URLSearchParams('candidate=relay-b'), filters);
    const { totals } = await savings(filters, pair);
    // the terms begin in May; usage of which nothing is priced is in no figure
    const costed = USAGE.filter((one) => one.month >= '2026-05' && listOf(one));
    const sum = (term: (one: Usage, cost: Rational) => Rational): Rational =>
      total(defined(costed.map((one) => listOf(one)?.cost && term(one, listOf(one)?.cost ?? ONE))));
    const baseline = sum((one, cost) => cost.times(rateOf(one, fixed)));
    const multiplied = sum((one, cost) => cost.times(multiplierOf(one.model)).times(rateOf(one, fixed)));
    const exchanged = sum((one, cost) => cost.times(multiplierOf(one.model)).times(CREDIT));
    const taxed = exchanged.times(feesOf('CNY'));
    const candidate = sum((one) =>
      (listOf(one, true)?.cost ?? ONE).times(multiplierOf(one.model)).times(CREDIT).times(feesOf('CNY')),
    );
    expect(totals.baseline).toBe(baseline.text());
    expect(totals.candidate).toBe(candidate.text());
    // each part is the difference of two levels that are rounded once
    const step = (from: Rational, to: Rational): string =>
      Rational.of(from.text()).minus(Rational.of(to.text())).text();
    expect(totals.saving).toBe(step(baseline, candidate));
    expect(totals.parts).toEqual({
      list_price: step(baseline, baseline),
      multiplier: step(baseline, multiplied),
      exchange_rate: step(multiplied, exchanged),
      fees_and_taxes: step(exchanged, taxed),
      caching: step(taxed, candidate),
    });
  });
});

describe('an upload that is removed', () => {
  it('leaves every answer as it was before it came', async () => {
    const ask = async (): Promise<string> => {
      const filters = filtersOf('home=CNY');
      const pair = await routePair(new URLSearchParams('candidate=relay-b'), filters);
      return JSON.stringify([
        await spend(filters, ['model', 'route', 'month']),
        await savings(filters, pair),
        await latency(filters, ['route', 'model'], 'duration', 50),
        await errors(filters, ['model', 'route']),
        await (await app()).store.uploads(),
      ]);
    };
    const before = await ask();
    // half of it came before, under the same request ids
    const id = await load([...generate(2, 300), ...USAGE.slice(0, 300)], 'later.csv');
    const { ingest } = await app();
    expect(await ingest.get(id)).toMatchObject({ rows: { read: 600, accepted: 300, duplicate: 300 } });
    expect(await ask()).not.toBe(before);
    await ingest.remove(id);
    expect(await ask()).toBe(before);
    expect(await ingest.get(uploadId)).toBeDefined();
  });
});
