import { roleOf } from '$lib/access/identity';
import type { LayoutServerLoad } from './$types';

/** Who reads: what they may change, and whether people sign in here at all. */
export const load: LayoutServerLoad = ({ locals }) => ({
  mayChange: roleOf(locals.identity) === 'owner',
  isLocal: locals.identity.kind === 'local',
});
