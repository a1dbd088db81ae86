/** An object of a catalogue's JSON, its fields not yet looked at. */
export type Entry = Record<string, unknown>;

/** Whether a JSON value is an object. */
export function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a JSON list; none of what is no list. */
export function entriesOf(value: unknown): Entry[] {
  return Array.isArray(value) ? value.filter(isEntry) : [];
}
