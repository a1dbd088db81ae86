/** A model that the sample company uses: what it bills and how fast it answers. */
export interface SampleModel {
  id: string;
  provider: string;
  /** Billionths of a USD per token, whole numbers, so that charged amounts are exact. */
  nano: { input: number; cached: number; write: number; output: number };
  /** Prompts above this many tokens bill input at twice and output at one and a half times the price. */
  dearAbove?: number;
  /** Median time to first token at the provider's door. */
  ttftMs: number;
  msPerToken: number;
  /** Share of later turns whose resent history is found in the provider's cache, on the official route. */
  cacheHits: number;
  /** Does a first prompt pay for being written to the cache? */
  paysCacheWrites: boolean;
  /** Share of the answer that is reasoning. */
  reasoning: number;
}

const claude = {
  provider: 'anthropic',
  nano: { input: 3000, cached: 300, write: 3750, output: 15000 },
  dearAbove: 200_000,
  ttftMs: 780,
  msPerToken: 14,
  cacheHits: 0.8,
  paysCacheWrites: true,
  reasoning: 0,
};

export const GPT: SampleModel = {
  id: 'gpt-4.1',
  provider: 'openai',
  nano: { input: 2000, cached: 500, write: 2000, output: 8000 },
  ttftMs: 420,
  msPerToken: 11,
  cacheHits: 0.7,
  paysCacheWrites: false,
  reasoning: 0,
};

export const CLAUDE_4: SampleModel = { ...claude, id: 'claude-sonnet-4' };
export const CLAUDE_45: SampleModel = { ...claude, id: 'claude-sonnet-4-5', ttftMs: 730, msPerToken: 13 };

export const GEMINI: SampleModel = {
  id: 'gemini-2.5-flash',
  provider: 'google',
  nano: { input: 300, cached: 30, write: 300, output: 2500 },
  ttftMs: 350,
  msPerToken: 5,
  cacheHits: 0.4,
  paysCacheWrites: false,
  reasoning: 0.3,
};

export const DEEPSEEK: SampleModel = {
  id: 'deepseek-v3.2',
  provider: 'deepseek',
  nano: { input: 280, cached: 28, write: 280, output: 420 },
  ttftMs: 600,
  msPerToken: 22,
  cacheHits: 0.85,
  paysCacheWrites: false,
  reasoning: 0,
};

/** The company moved from Claude Sonnet 4 to 4.5 at its launch. */
export const CLAUDE_45_FROM = Date.UTC(2025, 8, 29);
/** DeepSeek V3.2 was taken up in the month after its launch. */
export const DEEPSEEK_FROM = Date.UTC(2025, 9, 8);

/** The Claude model in use at a time. */
export function claudeAt(at: number): SampleModel {
  return at < CLAUDE_45_FROM ? CLAUDE_4 : CLAUDE_45;
}

/** Classifies in bulk; known by hourly sums alone. */
export const CLASSIFIER_MODEL = { id: 'gpt-4.1-nano', provider: 'openai' };

/** A niche embedding model that no price list names. */
export const UNPRICED_MODEL = { id: 'bge-m3', provider: 'siliconflow' };

/** What was listed for a request, in whole billionths of a USD. Token counts are the disjoint classes. */
export function listNano(
  model: SampleModel,
  tokens: { uncached: number; cached: number; written: number; output: number },
): number {
  const { input, cached, write, output } = model.nano;
  const prompt = tokens.uncached + tokens.cached + tokens.written;
  const dear = model.dearAbove !== undefined && prompt > model.dearAbove;
  const inputNano = tokens.uncached * input + tokens.cached * cached + tokens.written * write;
  const outputNano = tokens.output * output;
  return dear ? inputNano * 2 + (outputNano * 3) / 2 : inputNano + outputNano;
}
