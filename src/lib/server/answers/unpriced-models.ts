import { noTokens, TOKEN_CLASSES } from '$lib/usage/token-classes';
import type { CostedCell } from './costed-cells';
import type { UnpricedModel } from './spend-answer';

/** Models that hold tokens without a price, as reported, most such tokens first. */
export function unpricedModels(costed: CostedCell[]): UnpricedModel[] {
  const models = new Map<string, UnpricedModel>();
  for (const { cell, list } of costed) {
    if (list.unpricedTokens === 0) continue;
    const tier = list.model ? (cell.tier ?? null) : null;
    const id = JSON.stringify([cell.model, tier]);
    const entry =
      models.get(id) ?? emptyModel(cell.provider ?? list.model?.provider ?? null, cell.model, tier);
    entry.requests += cell.requests;
    entry.unpriced_tokens += list.unpricedTokens;
    for (const name of TOKEN_CLASSES) entry.tokens[name] += cell.tokens[name];
    models.set(id, entry);
  }
  return [...models]
    .sort(([a, x], [b, y]) => y.unpriced_tokens - x.unpriced_tokens || (a < b ? -1 : 1))
    .map(([, model]) => model);
}

function emptyModel(provider: string | null, model: string, tier: string | null): UnpricedModel {
  return { provider, model, tier, requests: 0, tokens: noTokens(), unpriced_tokens: 0 };
}
