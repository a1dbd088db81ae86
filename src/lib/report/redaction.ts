import { HIDEABLE, type Hideable } from './labels';
import { HiddenNames } from './hidden-names';

/** Keys whose strings are words of Crossrate's own, never of the data. */
const OWN_WORDS = new Set([
  'kind',
  'id',
  'name',
  'key',
  'align',
  'grain',
  'hue',
  'total',
  'tone',
  'table',
  'currency',
  'home',
  'hidden',
  'model',
  'set',
  'made_at',
  'starts',
]);

/** Values by label, each with the value that it stands for: itself, or of another name the one that is shown. */
export type KnownNames = Partial<Record<Hideable, ReadonlyMap<string, string>>>;

/**
 * What a report does not tell: every value of a hidden label has a stand-in ("Project 1"), the same one throughout a
 * report, numbered in the order in which they are met.
 */
export class Redaction {
  readonly #hidden: ReadonlySet<Hideable>;
  readonly #standIns = new Map<string, string>();
  readonly #counts = new Map<Hideable, number>();
  readonly #names: HiddenNames;

  readonly #aliases: KnownNames;

  /** @param known every value of each label, and the value that it is another name of: what is looked for in texts. */
  constructor(hidden: readonly Hideable[], known: KnownNames = {}) {
    this.#hidden = new Set(hidden);
    this.#aliases = known;
    this.#names = new HiddenNames();
    for (const label of hidden)
      for (const name of known[label]?.keys() ?? []) this.#names.add(name, () => this.name(label, name));
  }

  hides(label: Hideable): boolean {
    return this.#hidden.has(label);
  }

  /** A label's value as the report tells it; what is not known stays so. */
  name<T extends string | null | undefined>(label: Hideable, value: T): T | string {
    if (typeof value !== 'string' || !this.hides(label)) return value;
    const key = `${label} ${this.#aliases[label]?.get(value) ?? value}`;
    const found = this.#standIns.get(key);
    if (found !== undefined) return found;
    const nth = (this.#counts.get(label) ?? 0) + 1;
    const standIn = `${HIDEABLE[label]} ${nth}`;
    this.#counts.set(label, nth);
    this.#standIns.set(key, standIn);
    return standIn;
  }

  /** A text with the stand-ins of the hidden names in it. */
  text(text: string): string {
    return this.#names.replaceIn(text);
  }

  /** What people wrote, likewise: names count in whichever case, short ones and numbers too. */
  words(text: string): string {
    return this.#names.replaceInWords(text);
  }

  /** Is a hidden name in what people wrote? Gives the first. */
  findIn(text: string): string | undefined {
    return this.#names.findIn(text);
  }

  /** The second net: every text of a value, whatever made it, without the hidden names. */
  clean<T>(value: T): T {
    return this.#names.isEmpty ? value : (this.#clean(value) as T);
  }

  #clean(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((one) => this.#clean(one));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, OWN_WORDS.has(key) ? one : this.#clean(one)]),
    );
  }
}
