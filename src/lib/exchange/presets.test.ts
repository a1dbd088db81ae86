import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Route } from './route';
import { parseRoute } from './route-spec';
import { cell, cents, fixed, run } from './savings-fixture';

const presets = new Map(
  readdirSync('data/presets').map((name): [string, Route] => {
    const parsed = parseRoute(JSON.parse(readFileSync(`data/presets/${name}`, 'utf8')));
    if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.issues)}`);
    return [parsed.value.id, parsed.value];
  }),
);

/** 50 million output tokens of GPT-4.1: $400, at ¥7.3 per USD ¥2,920 on the official route. */
function figuresOf(id: string, home = 'CNY') {
  const candidate = presets.get(id);
  if (!candidate) throw new Error(`no preset ${id}`);
  const cells = [cell('openai', 'gpt-4.1', { output: 50_000_000 })];
  return run({ cells, candidate, home, rate: fixed('7.3') }).totals.figures;
}

describe('relay terms to try out', () => {
  it.each([
    ['what-if-cny-1', '400.00', '86.30'],
    ['what-if-cny-3', '1200.00', '58.90'], // 400 × 3
    ['what-if-cny-3-6', '1440.00', '50.68'], // 400 × 3.6
    ['what-if-cny-7-3', '2920.00', '0.00'], // saves nothing
    ['what-if-cny-0-06-group-2', '48.00', '98.36'], // 400 × 2 × 0.06
    ['what-if-cny-1-group-5-5', '2200.00', '24.66'], // 400 × 5.5
    ['what-if-cny-1-bonus-10', '360.00', '87.67'], // 400 × 0.9
    ['what-if-usd-1-card', '3080.60', '-5.50'], // 400 × 1.055 × 7.3
    ['what-if-cny-1-abroad', '424.00', '85.48'], // 400 × 1.06, nothing to convert
  ])('%s costs ¥%s, saves %s %%', (id, landed, pct) => {
    const figures = figuresOf(id);
    expect(cents(figures?.candidate)).toBe(landed);
    expect(figures?.savingPct?.toFixed(2)).toBe(pct);
  });

  it('paid in dollars, the one from abroad costs 400 ÷ 7.3 × 1.015 × 1.06 = 58.95', () => {
    expect(cents(figuresOf('what-if-cny-1-abroad', 'USD')?.candidate)).toBe('58.95');
  });

  it('is named as what it is, with a note of what the terms are', () => {
    expect(presets.size).toBe(9);
    for (const [id, { kind, name, terms }] of presets) {
      expect(kind, id).toBe('relay');
      expect(name, id).toMatch(/^What if: /);
      expect(terms[0]?.source.length, id).toBeGreaterThan(60);
    }
  });
});
