/** The name of a colour token (tokens.css), without its dashes. */
export type Hue =
  | 'official'
  | 'relay'
  | 'series-1'
  | 'series-2'
  | 'series-3'
  | 'series-4'
  | 'series-5'
  | 'series-6'
  | 'series-rest';

const SERIES = ['series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'series-6'] as const;

/**
 * The hue of each name, the same on every page as long as the names come in the same order (facets: most requests
 * first): a name's hash chooses its hue, and while hues are free no two names share one. Later names share with the
 * rarest before them, so that the busiest stay alone.
 */
export function seriesHues(names: string[]): Map<string, Hue> {
  const hues = new Map<string, Hue>();
  const given: Hue[] = [];
  for (const name of names) {
    const start = hash(name) % SERIES.length;
    const turns = SERIES.map((_, i) => SERIES[(start + i) % SERIES.length] ?? 'series-1');
    const free = turns.find((one) => !given.includes(one));
    const shared = given[SERIES.length - 1 - (hues.size % SERIES.length)];
    const hue = free ?? shared ?? 'series-rest';
    if (free) given.push(free);
    hues.set(name, hue);
  }
  return hues;
}

/** Official and the first relay keep their two hues; further routes take series hues. */
export function routeHues(routes: { id: string; kind: 'official' | 'relay' }[]): Map<string, Hue> {
  const first = new Map<string, Hue>();
  for (const kind of ['official', 'relay'] as const) {
    const id = routes.find((route) => route.kind === kind)?.id;
    if (id !== undefined) first.set(id, kind);
  }
  const others = routes.filter(({ id }) => !first.has(id)).map(({ id }) => id);
  return new Map([...first, ...seriesHues(others)]);
}

/** The hue for words in that colour, where it has a darker form for reading. */
export function inkOf(hue: Hue): string {
  return hue === 'official' || hue === 'relay' ? `${hue}-ink` : 'text';
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}
