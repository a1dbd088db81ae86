/** A run of letters and digits, or one other character: names begin and end between two of them. */
const PIECES = /[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu;
/**
 * Names that are no more than words and figures of any text (numbers, one letter, two small ones) count in Crossrate's
 * own words only where they are all of the text: 10045 is a count there, "in" a word.
 */
const TELLING = /^(?=.*\p{L})(.{3,}|.\p{Lu}|\p{Lu}.)$/su;
/** In what people write every name of two signs or more counts. */
const TWO_SIGNS = /^..+$/su;
/** Routes that every Crossrate has: their ids are words. */
const NO_SECRETS = new Set(['official', 'relay']);

type StandIn = () => string;

/** In which form names are looked for. */
interface Way {
  names: ReadonlyMap<string, StandIn>;
  fold: (text: string) => string;
  within: RegExp;
}

/** Names that must not stand in a text, found whole: "falcon" is in "falcon-eu" and not in "falconry". */
export class HiddenNames {
  readonly #names = new Map<string, StandIn>();
  /** The same by how people may write them. */
  readonly #folded = new Map<string, StandIn>();
  readonly #own: Way = { names: this.#names, fold: (text) => text, within: TELLING };
  readonly #peoples: Way = { names: this.#folded, fold: folded, within: TWO_SIGNS };
  #longest = 0;

  get isEmpty(): boolean {
    return this.#names.size === 0;
  }

  add(name: string, standIn: StandIn): void {
    if (name === '' || NO_SECRETS.has(name)) return;
    this.#names.set(name, standIn);
    const asPeopleMay = piecesOf(name.normalize()).map(folded).join('');
    if (!this.#folded.has(asPeopleMay)) this.#folded.set(asPeopleMay, standIn);
    this.#longest = Math.max(this.#longest, piecesOf(name).length);
  }

  /** The first name in what people wrote, as they wrote it, in whichever case. */
  findIn(text: string): string | undefined {
    let found: string | undefined;
    replace(text.normalize(), this.#peoples, this.#longest, (name) => (found ??= name));
    return found;
  }

  /** Crossrate's own words about data, without the names in them. */
  replaceIn(text: string): string {
    return replace(text, this.#own, this.#longest, (_, standIn) => standIn());
  }

  /** What people wrote, without the names in it, in whichever case. */
  replaceInWords(text: string): string {
    return replace(text.normalize(), this.#peoples, this.#longest, (_, standIn) => standIn());
  }
}

type Put = (name: string, standIn: StandIn) => string;

function replace(text: string, way: Way, longest: number, put: Put): string {
  const pieces = piecesOf(text);
  const whole = way.names.get(pieces.map(way.fold).join(''));
  if (whole) return put(text, whole);
  let out = '';
  for (let at = 0; at < pieces.length;) {
    const found = longestAt(pieces, at, longest, way);
    out += found ? put(found.name, found.standIn) : (pieces[at] ?? '');
    at += found?.pieces ?? 1;
  }
  return out;
}

/** The longest name that begins at a piece. */
function longestAt(
  pieces: string[],
  at: number,
  longest: number,
  { names, fold, within }: Way,
): { name: string; standIn: StandIn; pieces: number } | undefined {
  let looked = '';
  let found: ReturnType<typeof longestAt>;
  for (let end = at; end < Math.min(pieces.length, at + longest); end += 1) {
    looked += fold(pieces[end] ?? '');
    const standIn = names.get(looked);
    if (standIn && within.test(looked))
      found = { name: pieces.slice(at, end + 1).join(''), standIn, pieces: end + 1 - at };
  }
  return found;
}

/** Capitals and small letters alike, as far as languages have both. */
function folded(text: string): string {
  return text.toUpperCase().toLowerCase();
}

function piecesOf(text: string): string[] {
  return text.match(PIECES) ?? [];
}
