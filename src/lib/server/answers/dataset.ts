import { app } from '$lib/server/app';
import type { Facets } from '$lib/server/store/facets';
import type { Upload } from '$lib/usage/upload';
import { kept } from './kept';

/** Period and labels of all of one's own data, or of all of the sample company. */
export async function dataset(sample: boolean): Promise<Facets> {
  const { store } = await app();
  return kept(`facets ${sample}`, () => store.facets({ sample }));
}

/** Every upload that is loaded, newest first. */
export async function loadedUploads(): Promise<Upload[]> {
  const { store } = await app();
  return kept('uploads', () => store.uploads());
}
