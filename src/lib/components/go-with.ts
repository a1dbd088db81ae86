import { goto } from '$app/navigation';
import { navigating, page } from '$app/state';
import { withChange, type QueryChange } from './filter-query';

/**
 * Goes on with some of the address changed: of where the page is, or is already on its way to, so that the second of two
 * quick changes keeps the first. Focus and scrolling stay.
 */
export function goWith(change: QueryChange, { replaceState = false } = {}): Promise<void> {
  const from = navigating.to?.url ?? page.url;
  return goto(withChange(from, change), { keepFocus: true, noScroll: true, replaceState });
}
