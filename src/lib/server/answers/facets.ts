import type { Facets } from '$lib/server/store/facets';
import type { Filters } from '$lib/usage/filters';
import { dataset, loadedUploads } from './dataset';
import { showsSample } from './scope';

/** What filter bars offer: the whole data set that the filters look at, not only the part they leave. */
export interface FacetsAnswer {
  facets: Facets;
  /** Is what is shown the sample company? */
  sample: boolean;
  /** What there is to switch between. */
  hasOwn: boolean;
  hasSample: boolean;
}

/** Period and labels of the data set in view. */
export async function facets(filters: Pick<Filters, 'data'>): Promise<FacetsAnswer> {
  const uploads = await loadedUploads();
  const sample = await showsSample(filters);
  return {
    facets: await dataset(sample),
    sample,
    hasOwn: uploads.some((upload) => !upload.sample),
    hasSample: uploads.some((upload) => upload.sample),
  };
}
