import { page } from '$app/state';

/** Do people say their names themselves? In local mode they do; else the name of who is signed in is written. */
export function saysOwnName(): boolean {
  return page.data.who === undefined;
}

/** What a form sends of a name: nothing where somebody is signed in. */
export function named(by: string): { by?: string } {
  return saysOwnName() ? { by } : {};
}
