import type { Moved } from '$lib/server/answers/scenario-moved';

const SAID: Record<Moved['what'], string> = {
  data: 'the data has moved',
  days: 'other days are measured now',
  costs: 'prices, rates or terms have changed',
};

/** What has moved since a scenario was saved, within a sentence. */
export function movedWords(what: Moved['what']): string {
  return SAID[what];
}

/** The same as a sentence that follows others; nothing where nothing has moved. */
export function movedNote(moved: Moved | null): string {
  if (!moved) return '';
  const said = movedWords(moved.what);
  return ` ${said.charAt(0).toUpperCase()}${said.slice(1)} since.`;
}
