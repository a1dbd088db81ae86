import { describe, expect, it } from 'vitest';
import { shippedFacts } from '$lib/server/facts';
import { createModelIndex } from './model-index';
import { createPriceBook } from './price-book';

const { prices, aliases } = shippedFacts();
const book = createPriceBook(prices, aliases);

describe('reported names that stand for a model of the shipped table', () => {
  it.each([
    // exact, whatever the case
    ['gpt-4.1', 'openai/gpt-4.1'],
    ['GPT-4.1', 'openai/gpt-4.1'],
    [' gpt-4.1 ', 'openai/gpt-4.1'],
    ['gpt-4.1-mini', 'openai/gpt-4.1-mini'],
    ['gpt-4.1-nano', 'openai/gpt-4.1-nano'],
    ['o3', 'openai/o3'],
    ['DeepSeek-V3.2', 'deepseek/deepseek-v3.2'],
    ['Kimi-K2.5', 'moonshot/kimi-k2.5'],
    // display names, as invoices have them
    ['Claude Sonnet 4.5', 'anthropic/claude-sonnet-4-5'],
    ['Claude  Haiku 4.5', 'anthropic/claude-haiku-4-5'],
    ['Gemini 2.5 Flash', 'google/gemini-2.5-flash'],
    ['GPT-5 mini', 'openai/gpt-5-mini'],
    // dated snapshots and moving names
    ['gpt-4.1-2025-04-14', 'openai/gpt-4.1'],
    ['gpt-4.1-mini-2025-04-14', 'openai/gpt-4.1-mini'],
    ['gpt-4o-2024-08-06', 'openai/gpt-4o'],
    ['gpt-5-mini-2025-08-07', 'openai/gpt-5-mini'],
    ['o4-mini-2025-04-16', 'openai/o4-mini'],
    ['gpt-5-chat-latest', 'openai/gpt-5-chat'],
    ['claude-sonnet-4-5-20250929', 'anthropic/claude-sonnet-4-5'],
    ['claude-sonnet-4-5@20250929', 'anthropic/claude-sonnet-4-5'],
    ['claude-sonnet-4-20250514', 'anthropic/claude-sonnet-4'],
    ['claude-opus-4-1-20250805', 'anthropic/claude-opus-4-1'],
    ['claude-3-7-sonnet-latest', 'anthropic/claude-3-7-sonnet'],
    ['claude-opus-4-6@default', 'anthropic/claude-opus-4-6'],
    ['qwen3-max-2026-01-23', 'alibaba/qwen3-max'],
    ['grok-4-latest', 'xai/grok-4'],
    // a snapshot with a price of its own is a model of its own
    ['gpt-4o-2024-05-13', 'openai/gpt-4o-2024-05-13'],
    ['mistral-large-latest', 'mistral/mistral-large-latest'],
    // provider prefixes
    ['openai/gpt-4.1', 'openai/gpt-4.1'],
    ['openai/gpt-4.1-2025-04-14', 'openai/gpt-4.1'],
    ['azure/gpt-4.1', 'openai/gpt-4.1'],
    ['azure/gpt-4.1-mini-2025-04-14', 'openai/gpt-4.1-mini'],
    ['azure_ai/claude-sonnet-4-5', 'anthropic/claude-sonnet-4-5'],
    // what Azure sells at a price of its own
    ['azure/DeepSeek-V3.2', 'azure/deepseek-v3.2'],
    ['azure/Kimi-K2.5', 'azure/kimi-k2.5'],
    ['anthropic/claude-sonnet-4.5', 'anthropic/claude-sonnet-4-5'],
    ['anthropic/claude-4.5-sonnet-20250929', 'anthropic/claude-sonnet-4-5'],
    ['openrouter/anthropic/claude-sonnet-4', 'anthropic/claude-sonnet-4'],
    ['vertex_ai/claude-sonnet-4-5@20250929', 'anthropic/claude-sonnet-4-5'],
    ['models/gemini-2.5-flash', 'google/gemini-2.5-flash'],
    ['gemini/gemini-2.5-flash', 'google/gemini-2.5-flash'],
    ['google/gemini-2.5-flash', 'google/gemini-2.5-flash'],
    ['publishers/google/models/gemini-2.5-pro', 'google/gemini-2.5-pro'],
    ['deepseek/deepseek-v3.2-exp', 'deepseek/deepseek-v3.2'],
    ['deepseek-ai/DeepSeek-V3.2', 'deepseek/deepseek-v3.2'],
    ['x-ai/grok-4', 'xai/grok-4'],
    ['moonshotai/kimi-k2-thinking', 'moonshot/kimi-k2-thinking'],
    ['qwen/qwen3-max', 'alibaba/qwen3-max'],
    // Bedrock
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', 'anthropic/claude-sonnet-4-5'],
    ['global.anthropic.claude-sonnet-4-5-20250929-v1:0', 'anthropic/claude-sonnet-4-5'],
    ['bedrock/anthropic.claude-opus-4-6-v1', 'anthropic/claude-opus-4-6'],
    ['us.anthropic.claude-sonnet-4-20250514-v1:0', 'anthropic/claude-sonnet-4'],
    // suffixes that an alias says are the same model
    ['claude-sonnet-4-5-thinking', 'anthropic/claude-sonnet-4-5'],
    ['claude-sonnet-4-5-20250929-thinking', 'anthropic/claude-sonnet-4-5'],
    ['anthropic/claude-3.7-sonnet:thinking', 'anthropic/claude-3-7-sonnet'],
    ['claude-sonnet-4-5[1m]', 'anthropic/claude-sonnet-4-5'],
    ['o3-mini-high', 'openai/o3-mini'],
    ['gpt-5-high', 'openai/gpt-5'],
    // fine-tuned models have prices of their own
    ['ft:gpt-4.1-2025-04-14:acme::abc123', 'openai/ft:gpt-4.1-2025-04-14'],
    ['ft:gpt-4.1-mini-2025-04-14:acme:support:abc', 'openai/ft:gpt-4.1-mini-2025-04-14'],
    // an older family in the catalogue
    ['gemini-3-pro', 'google/gemini-3-pro-preview'],
    ['mistral-large-3', 'mistral/mistral-large-2512'],
  ])('%s is %s', (reported, expected) => {
    const found = book.resolve(undefined, reported);
    expect(found && `${found.provider}/${found.model}`).toBe(expected);
  });
});

describe('near misses: another model or another price, so nothing', () => {
  it.each([
    'gpt-4',
    'gpt-4.1-pro',
    'gpt-4.1-turbo-2025-04-14',
    'gpt-4.10',
    'gpt-41',
    'my-gpt-4.1',
    'gpt-4.1-2025-13-01',
    'gpt-4.1:free',
    'gpt-4.1-0414',
    'ft:gpt-4.1',
    'ft:gpt-5-2025-08-07:acme::x',
    'chatgpt-4o-latest',
    'claude-sonnet-4-9',
    'claude-sonnet',
    'claude-sonnet-4-5-mini',
    'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    'eu.anthropic.claude-opus-4-6-v1',
    'gemini-2.5-flash-image',
    'gemini-2.5',
    'gemini-2.5-flash:free',
    'deepseek-v3',
    'deepseek/deepseek-v3.2:free',
    'kimi-k2',
    'qwen3-next-80b-a3b',
    'azure/eu/gpt-4.1',
    'somebody/gpt-4.1',
    'groq/deepseek-v3.2',
    'fireworks_ai/deepseek-v3.2',
    'together_ai/deepseek-ai/DeepSeek-V3.2',
    'deepseek.v3-v1:0',
    'bedrock/moonshotai.kimi-k2.5',
    'azure/deepseek-v3.1',
    'azure/grok-4',
    '',
    '*',
  ])('%s', (reported) => {
    expect(book.resolve(undefined, reported)).toBeUndefined();
  });

  it('a mini is never its bigger sister', () => {
    expect(book.resolve(undefined, 'gpt-4.1-mini')?.model).not.toBe('gpt-4.1');
    expect(book.resolve(undefined, 'gemini-2.5-flash-lite')?.model).toBe('gemini-2.5-flash-lite');
    expect(book.resolve(undefined, 'claude-haiku-4-5-20251001')?.model).toBe('claude-haiku-4-5');
  });
});

describe('the reported provider', () => {
  const models = [
    { provider: 'azure', model: 'gpt-4.1' },
    { provider: 'openai', model: 'gpt-4.1' },
    { provider: 'deepseek', model: 'deepseek-v3.2' },
  ];
  const resolve = createModelIndex(models, []);

  it('chooses among providers of one id, and the maker serves where it is silent or unknown', () => {
    expect(resolve('Azure', 'gpt-4.1')?.provider).toBe('azure');
    expect(resolve('azure-openai', 'gpt-4.1')?.provider).toBe('azure');
    expect(resolve('relay-7', 'gpt-4.1')?.provider).toBe('openai');
    expect(resolve(undefined, 'gpt-4.1')?.provider).toBe('openai');
  });

  it('keeps hosts with prices of their own apart', () => {
    expect(resolve('groq', 'deepseek-v3.2')).toBeUndefined();
    expect(resolve('bedrock', 'deepseek-v3.2')).toBeUndefined();
    expect(resolve('deepseek', 'deepseek-v3.2')?.provider).toBe('deepseek');
    const withGroq = createModelIndex([...models, { provider: 'groq', model: 'deepseek-v3.2' }], []);
    expect(withGroq('groq', 'deepseek-v3.2')?.provider).toBe('groq');
  });
});

describe('aliases', () => {
  const models = [
    { provider: 'a', model: 'one' },
    { provider: 'a', model: 'two' },
  ];
  const to = (alias: string, model: string) => ({ alias, provider: 'a', model });

  it('the longest pattern wins, counted in literal characters', () => {
    const resolve = createModelIndex(models, [to('our-*', 'one'), to('our-big-*', 'two')]);
    expect(resolve(undefined, 'our-small')?.model).toBe('one');
    expect(resolve(undefined, 'our-big-one')?.model).toBe('two');
  });

  it('an exact name wins over any pattern, with a date or prefix on it too', () => {
    const resolve = createModelIndex(models, [to('o*', 'two'), to('openai/*', 'two')]);
    expect(resolve(undefined, 'one')?.model).toBe('one');
    expect(resolve(undefined, 'one-2026-01-01')?.model).toBe('one');
    expect(resolve(undefined, 'openai/one')?.model).toBe('one');
    expect(resolve(undefined, 'only')?.model).toBe('two');
  });

  it('a later alias supersedes an equal one, and an alias an id', () => {
    const resolve = createModelIndex(models, [to('x', 'one'), to('x', 'two'), to('one', 'two')]);
    expect(resolve(undefined, 'x')?.model).toBe('two');
    expect(resolve(undefined, 'one')?.model).toBe('two');
  });

  it('a whole name that is listed stands for its model, whatever its prefix says', () => {
    const resolve = createModelIndex(models, [to('groq/one', 'two')]);
    expect(resolve(undefined, 'groq/one')?.model).toBe('two');
    expect(resolve(undefined, 'groq/two')).toBeUndefined();
  });

  it('a pattern is literal but for its stars', () => {
    const resolve = createModelIndex(models, [to('gpt-4.1+*', 'one')]);
    expect(resolve(undefined, 'gpt-4.1+x')?.model).toBe('one');
    expect(resolve(undefined, 'gpt-4x1+x')).toBeUndefined();
    expect(resolve(undefined, 'gpt-4.11x')).toBeUndefined();
  });
});
