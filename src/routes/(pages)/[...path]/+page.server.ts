import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** An address that no other route knows: said within the frame of the pages. */
export const load: PageServerLoad = () => error(404, 'There is no such page');
