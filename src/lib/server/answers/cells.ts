import { app } from '$lib/server/app';
import type { Filters } from '$lib/usage/filters';
import type { SpendCell } from '$lib/usage/spend-cell';
import type { Label } from '$lib/usage/usage-record';
import { books } from './books';
import { kept } from './kept';
import { readings } from './reported-names';
import { toScope } from './scope';

/**
 * The spend cube of filters, prompt sizes told apart only where a price of the models in the data changes. One name may
 * be a model of the table with one provider and unknown with another: a model filter leaves only the cells that are of
 * it.
 */
export async function spendCells(filters: Filters, labels: Label[]): Promise<SpendCell[]> {
  const { store } = await app();
  const scope = await toScope(filters);
  const cells = await kept(`cells ${JSON.stringify([scope, labels])}`, async () =>
    store.spendCells(scope, labels, await promptBounds(scope.sample)),
  );
  if (filters.models.length === 0) return cells;
  const wanted = new Set(filters.models);
  const { prices } = await books();
  return cells.filter(
    ({ provider, model }) => wanted.has(model) || wanted.has(prices.resolve(provider, model)?.model ?? model),
  );
}

/** Prompt sizes at which a price of one of the data's models begins, whichever provider a name came from. */
async function promptBounds(sample: boolean): Promise<number[]> {
  const { prices } = await books();
  const used = new Set<string>();
  for (const refs of (await readings(sample)).values())
    for (const { provider, model } of refs) used.add(`${provider}/${model}`);
  const bounds = prices.prices.filter(({ provider, model }) => used.has(`${provider}/${model}`));
  return [...new Set(bounds.map(({ abovePromptTokens }) => abovePromptTokens))];
}
