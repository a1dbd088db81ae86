import { describe, expect, it } from 'vitest';
import playbook from '../../../data/claims/reference-playbook.json';
import { parseClaim, parseClaimFile, type ShippedClaim } from './claim-spec';
import { judge, type FactSource } from './judge';
import type { MatchedFacts } from './latency-claims';
import type { PriceFacts } from './price-claim';
import type { SavingFacts } from './saving-claims';

const ROUTES = { baseline: 'Official', candidate: 'Relay A' };
const NO_SAVING: SavingFacts = { ...ROUTES, home: 'CNY', market: { rate: '6.7758', of: '2026-06' } };
const NO_DELTA: MatchedFacts = { ...ROUTES, metric: 'ttft', why: 'Nothing is measured.' };

interface Said {
  saving?: Partial<SavingFacts>;
  delta?: MatchedFacts['delta'];
  under?: { under: number; measured: number };
  overhead?: { under: number; measured: number };
  prices?: Partial<PriceFacts>;
}

function facts({ saving, delta, under, overhead, prices }: Said = {}): FactSource {
  const matched = { ...NO_DELTA, ...(delta ? { delta } : {}) };
  return {
    saving: () => Promise.resolve({ ...NO_SAVING, ...saving }),
    matched: () => Promise.resolve(matched),
    budget: () =>
      Promise.resolve({ ...matched, ...(under ? { under } : {}), ...(overhead ? { overhead } : {}) }),
    prices: () => Promise.resolve({ ...ROUTES, different: [], ...prices }),
  };
}

function shipped(): ShippedClaim[] {
  const parsed = parseClaimFile(playbook);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

async function verdictOf(id: string, said: Said = {}) {
  const found = shipped().find((one) => one.id === id);
  if (!found) throw new Error(`no claim ${id}`);
  const { id: _, ...spec } = found;
  const judgement = await judge(spec, facts(said));
  return { ...judgement, working: judgement.working.map((line) => line.replaceAll('\u00a0', ' ')) };
}

describe('the claims of the reference playbook', () => {
  it('are eight, and fit their schema', () => {
    expect(shipped()).toHaveLength(8);
  });

  it('85 %: 1 − 1/7.3 = 86.30 % for a payer of yuan, 1 − 1/6.7758 = 85.24 %, else 0; the data decides', async () => {
    const found = await verdictOf('saving-85-percent');
    expect(found.verdict).toBe('supported');
    expect(found.why).toMatch(/for a payer of yuan.*your data to decide/);
    expect(found.working).toEqual([
      '1 − ¥1 ÷ ¥7.3 = 86.30 % for a payer of yuan',
      '1 − ¥1 ÷ ¥6.7758 = 85.24 % at the rate of 2026-06',
      'Costs that are not paid in yuan save nothing by it: 0 %',
    ]);
    expect(found.decides).toContain('Upload usage');
    const dollars = await verdictOf('saving-85-percent', { saving: { home: 'USD' } });
    expect(dollars.verdict).toBe('data decides');
  });

  it('85 % of one’s own usage: 84.5 rounds half to even to 84, which is less; 84.6 to 85', async () => {
    const verdicts = [84.5, 84.6].map((savingPct) =>
      verdictOf('saving-85-percent', { saving: { savingPct } }),
    );
    expect((await Promise.all(verdicts)).map(({ verdict }) => verdict)).toEqual([
      'contradicted',
      'supported',
    ]);
    const words = await Promise.all(verdicts);
    expect(words[1]?.why).toBe(
      'Your own usage saves 84.60\u00a0%, which is 85\u00a0% as the claim rounds it, on the terms entered.',
    );
    const full = await verdictOf('saving-85-percent', { saving: { savingPct: 85 } });
    expect(full.why).toBe('Your own usage saves 85\u00a0% or more on the terms entered.');
  });

  it('an amount that reaches the claim by rounding alone is said as it is', async () => {
    const check = { kind: 'saving_amount', tokens: '50000000', dearest_per_million: '15' };
    const parsed = parseClaim({
      ...{ statement: 's', metric: 'm', conditions: [], source: 'offer', figure: '100', unit: 'USD' },
      check: { ...check, credit_price: '1', market_rate: '7.3' },
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    const of = (saving: string) => judge(parsed.value, facts({ saving: { saving, tokens: 50_000_000 } }));
    expect((await of('99.6')).why).toBe(
      'Your own mix of models saves $99.60, which is $100 as the claim rounds it, for 50 million tokens.',
    );
    expect((await of('100')).why).toBe('Your own mix of models saves $100 or more for 50 million tokens.');
  });

  // 50 × 15 = 750; 750 × (1 − 1/7.3) = 647.2603; 2,100 ÷ 50 ÷ 0.8630137 = 48.6667; 2,100 ÷ 6.3 ÷ 50 = 6.6667
  it('$2,100: at most $647.26, would need $48.67 per million, fits as ¥2,100 at $6.67', async () => {
    const found = await verdictOf('saving-2100-dollars');
    expect(found.verdict).toBe('contradicted');
    expect(found.why).toBe(
      'Contradicted by arithmetic: at most $647.26 can be saved, not $2,100. It fits as ¥2,100: probably yuan read as dollars.',
    );
    expect(found.working).toEqual([
      '50 million tokens × $15 per million, the dearest = $750 of list cost',
      '$750 × (1 − ¥1 ÷ ¥7.3) = $647.26, the most that can be saved',
      '$2,100 ÷ 86.30 % ÷ 50 million tokens = $48.67 per million would be needed',
      '¥2,100 ÷ (¥7.3 − ¥1) ÷ 50 million tokens = $6.67 per million, a blend that models have: it fits as ¥2,100',
    ]);
    // $900 saved on 100 million tokens are $450 on 50 million: data does not rescue it
    const measured = await verdictOf('saving-2100-dollars', {
      saving: { saving: '900', tokens: 100_000_000 },
    });
    expect(measured.verdict).toBe('contradicted');
    expect(measured.measured).toContain('50 million tokens cost $450 less on Relay A than on Official');
  });

  it('89 to 42 ms: −47 ms, −52.8 %; the interval of the matched delta decides', async () => {
    const found = await verdictOf('round-trip-42-ms');
    expect(found).toMatchObject({ verdict: 'data decides', why: 'Nothing is measured.' });
    expect(found.working).toEqual(['42 ms − 89 ms = −47 ms, −52.8 %']);
    const of = async (low: number, high: number) =>
      (await verdictOf('round-trip-42-ms', { delta: { value: (low + high) / 2, low, high, baseline: 100 } }))
        .verdict;
    expect(await of(-60, -47)).toBe('supported');
    expect(await of(-46.9, -30)).toBe('contradicted');
    expect(await of(-60, -46)).toBe('data decides');
  });

  it('under 50 ms: by whole requests, else by what the relay adds to like ones', async () => {
    const of = async (said: Said) => (await verdictOf('proxying-under-50-ms', said)).verdict;
    const delta = (low: number, high: number) => ({ value: (low + high) / 2, low, high, baseline: 900 });
    expect(await of({})).toBe('data decides');
    // Wilson's intervals: 197 of 200 95.7 to 99.5 %, 190 of 200 91.0 to 97.3 %, 6 of 200 1.4 to 6.4 %
    expect(await of({ under: { under: 197, measured: 200 } })).toBe('supported');
    expect(await of({ under: { under: 190, measured: 200 } })).toBe('data decides');
    expect(await of({ under: { under: 6, measured: 200 } })).toBe('data decides');
    expect(await of({ under: { under: 6, measured: 200 }, delta: delta(10, 49) })).toBe('supported');
    expect(await of({ delta: delta(50, 80) })).toBe('contradicted');
    expect(await of({ delta: delta(30, 80) })).toBe('data decides');
  });

  it('under 50 ms: fewer than 20 requests decide nothing, 20 as far as their interval goes', async () => {
    const of = (said: Said, share_pct = '95') => {
      const check = { kind: 'under_budget' as const, share_pct, metric: 'ttft' as const };
      const spec = shipped().find(({ id }) => id === 'proxying-under-50-ms');
      if (!spec) throw new Error('no claim');
      const { id: _, ...claim } = spec;
      return judge({ ...claim, check }, facts(said));
    };
    const one = await of({ under: { under: 1, measured: 1 } });
    expect(one.verdict).toBe('data decides');
    expect(one.why).toBe('Only 1 request is measured: 20 are needed. Nothing is measured.');
    expect(one.measured?.replaceAll('\u00a0', ' ')).toBe(
      '100.0 % of 1 request on Relay A have a time to first token under 50 ms (95 % interval 20.7 % to 100.0 %).',
    );
    // n of n: the lower end is n ÷ (n + 1.96²): 19 83.2 %, 20 83.9 %, 72 94.9 %, 73 95.0 %
    for (const key of ['under', 'overhead'] as const) {
      const all = async (n: number, share: string) =>
        (await of({ [key]: { under: n, measured: n } }, share)).verdict;
      expect([await all(19, '80'), await all(20, '80')]).toEqual(['data decides', 'supported']);
      expect([await all(72, '95'), await all(73, '95')]).toEqual(['data decides', 'supported']);
    }
    const none = await of({ overhead: { under: 0, measured: 19 } });
    expect(none.why).toBe('Only 19 requests are measured: 20 are needed.');
  });

  it('under 50 ms: by the gateway’s own log where there is one, whatever whole requests say', async () => {
    const of = async (said: Said) => (await verdictOf('proxying-under-50-ms', said)).verdict;
    // Wilson's intervals: 980 of 1,000 96.9 to 98.7 %, 900 of 1,000 88.0 to 91.7 %, 95 of 100 88.8 to 97.8 %
    expect(await of({ overhead: { under: 980, measured: 1000 } })).toBe('supported');
    const slow = { under: { under: 1000, measured: 1000 }, overhead: { under: 900, measured: 1000 } };
    expect(await of(slow)).toBe('contradicted');
    expect(await of({ overhead: { under: 95, measured: 100 } })).toBe('data decides');
  });

  it('same base price: another multiplier contradicts, terms alone decide nothing, a bill that agrees supports', async () => {
    const of = async (prices: Partial<PriceFacts>) => verdictOf('same-base-price', { prices });
    expect((await of({})).verdict).toBe('data decides');
    expect((await of({ compared: 4 })).verdict).toBe('data decides');
    const other = await of({ compared: 4, different: ['gpt-4.1'] });
    expect(other).toMatchObject({
      verdict: 'contradicted',
      why: 'The terms of Relay A have another base price for gpt-4.1.',
    });
    expect(
      (await of({ compared: 4, bill: { agrees: 7, differs: 1, gapPct: 0.2, holds: true } })).verdict,
    ).toBe('supported');
    expect(
      (await of({ compared: 4, bill: { agrees: 0, differs: 8, gapPct: 9, holds: false } })).verdict,
    ).toBe('contradicted');
  });

  // (203 − 847) ÷ 847 = −644 ÷ 847 = −0.76033
  it('satisfaction and lines of code cannot be checked; −76.0 % is declared; signs are an input', async () => {
    expect(await verdictOf('satisfaction-12-percent')).toMatchObject({
      verdict: 'cannot be checked',
      working: [],
    });
    expect(await verdictOf('code-203-lines')).toMatchObject({
      verdict: 'cannot be checked',
      working: ['(203 − 847) ÷ 847 = −76.0 %, as declared'],
    });
    expect((await verdictOf('signs-credits-and-payment')).verdict).toBe('input');
  });
});

describe('claims of one’s own', () => {
  const base = { statement: 's', metric: 'm', conditions: [], source: 'offer' };
  const arithmetic = async (figure: string) => {
    const parsed = parseClaim({
      ...base,
      figure,
      unit: '%',
      check: { kind: 'arithmetic', from: '40', to: '30' },
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    return (await judge(parsed.value, facts())).verdict;
  };

  // (30 − 40) ÷ 40 = −25 %
  it('are right or wrong by arithmetic alone', async () => {
    expect(await arithmetic('-25')).toBe('supported');
    expect(await arithmetic('-33')).toBe('contradicted');
  });

  // 1 − 6/7.3 = 17.8 %
  it('of more than arithmetic allows are contradicted whatever the data', async () => {
    const parsed = parseClaim({
      ...base,
      figure: '20',
      unit: '%',
      check: { kind: 'saving_pct', credit_price: '6', market_rate: '7.3' },
    });
    const found = parsed.ok ? await judge(parsed.value, facts({ saving: { savingPct: 50 } })) : undefined;
    expect(found?.verdict).toBe('contradicted');
    expect(found?.why).toContain('17.81');
  });

  it('are refused with the key at fault', () => {
    const wrong = { ...base, figure: null, unit: 'ms', check: { kind: 'under_budget', metric: 'ttft' } };
    const parsed = parseClaim(wrong);
    expect(parsed).toMatchObject({ ok: false, issues: [{ where: 'check.share_pct' }] });
    const share = parseClaim({ ...wrong, check: { ...wrong.check, share_pct: '95' } });
    expect(share).toMatchObject({ ok: false, issues: [{ where: 'figure' }] });
    const kind = parseClaim({ ...wrong, check: { kind: 'magic' } });
    expect(kind).toMatchObject({ ok: false, issues: [{ where: 'check.kind' }] });
  });
});
