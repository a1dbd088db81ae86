import type { LayoutServerLoad } from './$types';

/** Whether people sign in here at all. */
export const load: LayoutServerLoad = ({ locals }) => ({ isLocal: locals.identity.kind === 'local' });
