import { roleOf, type Identity } from '$lib/access/identity';
import type { Upload } from '$lib/usage/upload';

/** May somebody who may remove uploads remove this one? What counts in the figures only an owner may. */
export function isRemovable({ status }: Pick<Upload, 'status'>, identity: Identity): boolean {
  return status !== 'ready' || roleOf(identity) === 'owner';
}
