/** A run of letters and digits, or one other character: names begin and end between two of them. */
const PIECES = /[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu;
/**
 * Names that are no more than words and figures of any text (numbers, one letter, two small ones) count only where they
 * are all of it.
 */
const TELLING = /^(?=.*\p{L})(.{3,}|.\p{Lu}|\p{Lu}.)$/su;
/** Routes that every Crossrate has: their ids are words. */
const NO_SECRETS = new Set(['official', 'relay']);

/** Names that must not stand in a text, found whole: "falcon" is in "falcon-eu" and not in "falconry". */
export class HiddenNames {
  readonly #names = new Map<string, () => string>();
  #longest = 0;

  get isEmpty(): boolean {
    return this.#names.size === 0;
  }

  add(name: string, standIn: () => string): void {
    if (name === '' || NO_SECRETS.has(name)) return;
    this.#names.set(name, standIn);
    this.#longest = Math.max(this.#longest, piecesOf(name).length);
  }

  /** The first name in a text. */
  findIn(text: string): string | undefined {
    let found: string | undefined;
    this.#replace(text, (name) => (found ??= name));
    return found;
  }

  replaceIn(text: string): string {
    return this.#replace(text, (name) => this.#names.get(name)?.() ?? name);
  }

  #replace(text: string, put: (name: string) => string): string {
    if (this.#names.has(text)) return put(text);
    const pieces = piecesOf(text);
    let out = '';
    for (let at = 0; at < pieces.length;) {
      const name = this.#at(pieces, at);
      out += name === undefined ? (pieces[at] ?? '') : put(name);
      at += name === undefined ? 1 : piecesOf(name).length;
    }
    return out;
  }

  /** The longest name that begins at a piece. */
  #at(pieces: string[], at: number): string | undefined {
    let text = '';
    let found: string | undefined;
    for (let end = at; end < Math.min(pieces.length, at + this.#longest); end += 1) {
      text += pieces[end] ?? '';
      if (this.#names.has(text) && TELLING.test(text)) found = text;
    }
    return found;
  }
}

function piecesOf(text: string): string[] {
  return text.match(PIECES) ?? [];
}
