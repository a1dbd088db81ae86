/**
 * Who resells whose models at the maker's own list price. A model reported through one of these platforms is only
 * recognised as a maker's model where the maker stands in the platform's list: the same open-weight model costs
 * something else on another host. A provider that is not named here (a relay, a gateway, a route's name) is no
 * statement about prices.
 */
const PLATFORMS: Record<string, readonly string[]> = {
  azure: ['openai', 'anthropic'],
  bedrock: ['anthropic'],
  vertex_ai: ['google', 'anthropic'],
  baseten: [],
  cerebras: [],
  cloudflare: [],
  databricks: [],
  deepinfra: [],
  fireworks: [],
  groq: [],
  huggingface: [],
  hyperbolic: [],
  nebius: [],
  novita: [],
  ollama: [],
  perplexity: [],
  replicate: [],
  sambanova: [],
  siliconflow: [],
  snowflake: [],
  together: [],
  volcengine: [],
};

/** Spellings of providers as exports and model prefixes use them. */
const SPELLINGS: Record<string, string> = {
  azure_ai: 'azure',
  'azure-openai': 'azure',
  azure_openai: 'azure',
  azureopenai: 'azure',
  'aws-bedrock': 'bedrock',
  amazon_bedrock: 'bedrock',
  'amazon-bedrock': 'bedrock',
  aws: 'bedrock',
  bedrock_converse: 'bedrock',
  vertex: 'vertex_ai',
  'vertex-ai': 'vertex_ai',
  vertexai: 'vertex_ai',
  google_vertex: 'vertex_ai',
  'google-vertex': 'vertex_ai',
  fireworks_ai: 'fireworks',
  'fireworks-ai': 'fireworks',
  together_ai: 'together',
  togetherai: 'together',
  nebius_ai: 'nebius',
  gemini: 'google',
  google_ai_studio: 'google',
  'google-ai-studio': 'google',
  'x-ai': 'xai',
  'x.ai': 'xai',
  mistralai: 'mistral',
  'deepseek-ai': 'deepseek',
  qwen: 'alibaba',
  dashscope: 'alibaba',
  aliyun: 'alibaba',
  moonshotai: 'moonshot',
  kimi: 'moonshot',
};

/** Prefixes that name no provider: path words of an API. */
const PATH_WORDS = ['models', 'publishers', 'openrouter'];
const MAKERS = ['openai', 'anthropic', 'google', 'deepseek', 'xai', 'mistral', 'alibaba', 'moonshot'];

/** One spelling for a reported provider: lower case, `gemini` → `google`, `x-ai` → `xai`. */
export function canonicalProvider(reported: string): string {
  const name = reported.trim().toLowerCase();
  return SPELLINGS[name] ?? name;
}

/** Whether `word/` may be taken off a model name. A prefix of unknown meaning stays, and so the name stays unknown. */
export function isKnownPrefix(word: string): boolean {
  const provider = canonicalProvider(word);
  return PATH_WORDS.includes(word) || MAKERS.includes(provider) || isPlatform(provider);
}

/** Whether this provider sells the models of others. */
export function isPlatform(provider: string): boolean {
  return Object.hasOwn(PLATFORMS, canonicalProvider(provider));
}

/** Whether a model of `maker` that was reported through `reported` costs what the maker's list says. */
export function chargesListPriceOf(reported: string, maker: string): boolean {
  const provider = canonicalProvider(reported);
  return provider === maker || !isPlatform(provider) || (PLATFORMS[provider] ?? []).includes(maker);
}
