import { describe, expect, it } from 'vitest';
import { parseScenarioSpec, type ScenarioSpec } from '$lib/roi/scenario-spec';
import { amountsIn, changesIn, draftFrom, draftOf, inAddress, keyAt, specOf } from './draft';

function spec(given: object = {}): ScenarioSpec {
  const parsed = parseScenarioSpec(given);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

const GIVEN = {
  currency: 'USD',
  official_monthly: '400',
  relay_monthly: '54.794520547945',
  adoption_pct: [5, 50, 100],
  engineering: { days: 10, day_rate: '500.5' },
  billing: { official: 'USD', relay: 'CNY' },
  ranges: { growth_pct: { low: -2, high: 3 } },
  start_month: '2026-05',
};

describe('a draft', () => {
  it('is the scenario it was made of', () => {
    expect(specOf(draftOf(spec(GIVEN)), spec(GIVEN))).toEqual(spec(GIVEN));
    expect(specOf(draftOf(spec()), spec())).toMatchObject({ adoption_pct: [5, 25, 50, 100] });
  });

  it('leaves out what is to be measured', () => {
    const draft = draftOf(spec());
    expect(draft['official_monthly']).toBe('');
    expect(specOf(draft, spec())).not.toHaveProperty('official_monthly');
  });

  it('an emptied number is no 0', () => {
    const parsed = parseScenarioSpec(specOf({ ...draftOf(spec()), growth_pct: '' }, spec()));
    expect(parsed).toMatchObject({ ok: false, issues: [{ where: 'growth_pct' }] });
  });

  it.each([
    ['range_growth_pct', ', 500', 'ranges.growth_pct.low'],
    ['range_growth_pct', '-2, ', 'ranges.growth_pct.high'],
    ['range_growth_pct', '-2', 'ranges.growth_pct.high'],
    ['adoption_pct', '5, , 100', 'adoption_pct.1'],
    ['adoption_pct', '5, 100,', 'adoption_pct.2'],
  ])('%s of %j: what is not said is no 0', (key, text, where) => {
    const parsed = parseScenarioSpec(specOf({ ...draftOf(spec()), [key]: text }, spec()));
    expect(parsed).toMatchObject({ ok: false, issues: [{ where }] });
  });

  it('goes to an address as its changes, and comes back', () => {
    const base = draftOf(spec());
    const draft = { ...base, growth_pct: '4', adoption_pct: '5, 100', range_growth_pct: '2, 6' };
    const changes = changesIn(draft, base);
    const written = Object.entries(changes).filter(([, text]) => text !== undefined) as [string, string][];
    expect(written).toEqual([
      ['growth_pct', '4'],
      ['adoption_pct', '5, 100'],
      ['range_growth_pct', '2, 6'],
    ]);
    expect(draftFrom(base, new URLSearchParams(written), 'USD')).toEqual(draft);
  });

  it('says in an address which currency its amounts are in, and takes no others', () => {
    const base = draftOf(spec());
    const typed = { ...base, one_time: '42000', growth_pct: '4' };
    expect(inAddress(typed, base, 'CNY')).toMatchObject({ one_time: '42000', amounts_in: 'CNY' });
    expect(inAddress({ ...base, growth_pct: '4' }, base, 'CNY')['amounts_in']).toBeUndefined();
    expect(inAddress({ ...base, range_credits: '1, 2' }, base, 'CNY')['amounts_in']).toBe('CNY');
    const query = new URLSearchParams('one_time=42000&growth_pct=4&amounts_in=CNY');
    expect(amountsIn(query)).toBe('CNY');
    expect(draftFrom(base, query, 'CNY')).toEqual(typed);
    expect(draftFrom(base, query, 'USD')).toEqual({ ...base, growth_pct: '4' });
    expect(amountsIn(new URLSearchParams('one_time=42000'))).toBeNull();
    expect(amountsIn(new URLSearchParams('growth_pct=4&amounts_in=CNY'))).toBeUndefined();
  });

  it('knows which field an issue is about', () => {
    expect(['outage.cost', 'adoption_pct.1', 'ranges.growth_pct.low', 'simulation.seed'].map(keyAt)).toEqual([
      'outage_cost',
      'adoption_pct',
      'range_growth_pct',
      'seed',
    ]);
  });
});
