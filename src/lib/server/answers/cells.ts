import { app } from '$lib/server/app';
import type { Scope } from '$lib/server/store/store';
import type { SpendCell } from '$lib/usage/spend-cell';
import type { Label } from '$lib/usage/usage-record';
import { books } from './books';
import { dataset } from './dataset';
import { kept } from './kept';

/** The spend cube of a scope, prompt sizes told apart only where a price of the models in the data changes. */
export async function spendCells(scope: Scope, labels: Label[]): Promise<SpendCell[]> {
  const { store } = await app();
  return kept(`cells ${JSON.stringify([scope, labels])}`, async () =>
    store.spendCells(scope, labels, await promptBounds(scope.sample)),
  );
}

/** Prompt sizes at which a price of one of the data's models begins. */
async function promptBounds(sample: boolean): Promise<number[]> {
  const { prices } = await books();
  const { models } = await dataset(sample);
  const used = new Set<string>();
  for (const { name, provider } of models) {
    const ref = prices.resolve(provider, name);
    if (ref) used.add(`${ref.provider}/${ref.model}`);
  }
  const bounds = prices.prices.filter(({ provider, model }) => used.has(`${provider}/${model}`));
  return [...new Set(bounds.map(({ abovePromptTokens }) => abovePromptTokens))];
}
