import type { Filters } from '$lib/usage/filters';
import { facets } from './facets';

/** Does what people set under these filters belong to the sample company? Not where there is no data at all. */
export async function isOfSample(filters: Pick<Filters, 'data'>): Promise<boolean> {
  const { sample, hasSample } = await facets(filters);
  return sample && hasSample;
}
