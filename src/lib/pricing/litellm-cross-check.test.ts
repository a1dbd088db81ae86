import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shippedFacts } from '$lib/server/facts';
import type { TokenClass } from '../usage/token-classes';
import type { Price } from './price';

const MAP = '../shared/data/prices/litellm_model_prices_2026-08-01.json';
const MAP_DATE = '2026-08-01';

type Entry = Record<string, unknown> & { tiered_pricing?: Record<string, unknown>[] };

/** Prefix of a provider's keys in the map. */
const PREFIX: Record<string, string> = {
  azure: 'azure_ai/',
  google: 'gemini/',
  deepseek: 'deepseek/',
  xai: 'xai/',
  mistral: 'mistral/',
  alibaba: 'dashscope/',
  moonshot: 'moonshot/',
};
/** Where the map calls a model otherwise. */
const KEY: Record<string, string> = {
  'azure/mistral-large-2512': 'mistral-large-3',
  'gpt-5.1-chat': 'gpt-5.1-chat-latest',
  'gpt-5.2-chat': 'gpt-5.2-chat-latest',
  'claude-3-7-sonnet': 'claude-3-7-sonnet-20250219',
  'claude-sonnet-4': 'claude-sonnet-4-20250514',
  'claude-opus-4': 'claude-opus-4-20250514',
};
const FIELD: Partial<Record<TokenClass, string>> = {
  uncached_input: 'input_cost_per_token',
  cached_input: 'cache_read_input_token_cost',
  cache_write_5m: 'cache_creation_input_token_cost',
  cache_write_1h: 'cache_creation_input_token_cost_above_1hr',
  output: 'output_cost_per_token',
  audio_input: 'input_cost_per_audio_token',
  audio_output: 'output_cost_per_audio_token',
};

/** Where we differ on purpose, and why. `from` narrows to one price. */
const DIFFERENCES: {
  provider?: string;
  model: RegExp;
  tier?: string;
  from?: string;
  name?: TokenClass;
  reason: string;
}[] = [
  {
    model: /^claude-/,
    tier: 'batch',
    reason: 'The map has no batch prices for Anthropic; its page states half price.',
  },
  {
    model: /^gemini-/,
    tier: 'batch',
    reason: 'The map lacks batch prices for some Gemini models; the page states half price for all.',
  },
  {
    provider: 'deepseek',
    model: /^deepseek-v3\.2$/,
    name: 'output',
    reason: 'The map says 0.40 for V3.2 and 0.42 for deepseek-chat, which was V3.2; the provider said 0.42.',
  },
  {
    model: /^deepseek-v3\.2$/,
    name: 'cached_input',
    reason: 'The map keeps the cached price of V3.2 under input_cost_per_token_cache_hit: 0.028, as we do.',
  },
  {
    model: /^gpt-5\.6-(terra|luna)$/,
    from: '2026-07-09',
    reason: 'The map holds only the prices after the cut of 2026-07-30.',
  },
  {
    model: /^deepseek-v4-flash$/,
    from: '2026-04-24',
    name: 'cached_input',
    reason: 'Cached input fell within days of the launch; the launch price is left out.',
  },
  {
    model: /^mistral-(large|medium)-latest$/,
    reason: 'A moving name: the map holds only what it means now, we hold what it meant when.',
  },
];

function deliberate(price: Price, name: TokenClass): boolean {
  return DIFFERENCES.some(
    (difference) =>
      difference.model.test(price.model) &&
      (difference.provider === undefined || difference.provider === price.provider) &&
      (difference.tier === undefined || difference.tier === price.tier) &&
      (difference.from === undefined || difference.from === price.effectiveFrom) &&
      (difference.name === undefined || difference.name === name),
  );
}

function suffixes({ abovePromptTokens, tier }: Price): string {
  const bound = abovePromptTokens === 0 ? '' : `_above_${abovePromptTokens / 1000}k_tokens`;
  return bound + (tier === 'batch' ? '_batches' : tier === undefined ? '' : `_${tier}`);
}

/** Per million tokens, from the map's floats: 15 digits are more than any price has. */
function perMillion(value: unknown): string | undefined {
  return typeof value === 'number'
    ? (value * 1e6).toFixed(9).replace(/0+$/, '').replace(/\.$/, '')
    : undefined;
}

function inMap(map: Record<string, Entry>, price: Price, name: TokenClass): string | undefined {
  const id = KEY[`${price.provider}/${price.model}`] ?? KEY[price.model] ?? price.model;
  const entry =
    map[(PREFIX[price.provider] ?? '') + id] ?? (price.provider === 'azure' ? undefined : map[id]);
  const level = entry?.tiered_pricing?.find(
    (tier) => Array.isArray(tier['range']) && tier['range'][0] === price.abovePromptTokens,
  );
  const field = FIELD[name] ?? '';
  return level ? perMillion(level[field]) : perMillion(entry?.[field + suffixes(price)]);
}

describe('prices that were read from the LiteLLM price map', () => {
  const prices = shippedFacts().prices.filter(
    ({ checked, source }) => checked === MAP_DATE && !source.startsWith('Not sold before'),
  );

  it.skipIf(!existsSync(MAP))(`equal the map of ${MAP_DATE}, but for listed differences`, () => {
    const map = JSON.parse(readFileSync(MAP, 'utf8')) as Record<string, Entry>;
    const wrong: string[] = [];
    let compared = 0;
    for (const price of prices)
      for (const [name, ours] of Object.entries(price.perMTok) as [TokenClass, string][]) {
        if (deliberate(price, name)) continue;
        compared += 1;
        const theirs = inMap(map, price, name);
        if (theirs !== ours) wrong.push(`${price.model}${suffixes(price)} ${name}: ${ours}, map ${theirs}`);
      }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(400);
  });

  it.skipIf(existsSync(MAP))(`are not compared: ${MAP} is not here`, () => undefined);
});
