const LF = 10;
const CR = 13;
const QUOTE = 34;

const [PLAIN, DELIMITER, NEWLINE, QUOTED] = [0, 1, 2, 3] as const;

export type Newline = '\n' | '\r\n' | '\r';

/** Why a record cannot be read; the words of a reject's reason. */
export type BrokenRecord =
  'a quote at the end of an unquoted value' | 'text after a closing quote' | 'a quote that is never closed';

const ENDING_QUOTE = 'a quote at the end of an unquoted value';

/**
 * Reads one record of RFC 4180 at a time from bytes of UTF-8, strictly. The findings of the last record are its
 * fields, so that reading allocates nothing: this loop runs over every byte of every upload.
 *
 * The buffer must hold a line feed at `to`, one past the bytes that count: it ends the inner loop without a test of
 * its own.
 */
export class RecordReader {
  /** Index after the last byte of the record, its newline not included. */
  end = 0;
  /** Where the next record begins; after a broken record, the physical line after its first. */
  next = 0;
  /** Values in the record. */
  values = 0;
  /** Does a value carry quotes? */
  quoted = false;
  /** Does an unquoted value have a quote inside, which then means itself? */
  bareQuote = false;
  /** Newlines inside quotes. */
  innerNewlines = 0;
  /** How the record ended; undefined at the end of the file. */
  newline: Newline | undefined;
  broken: BrokenRecord | undefined;

  /** Index after the first newline inside quotes. */
  #secondLine = 0;
  readonly #kinds = new Uint8Array(256);

  constructor(delimiter: string) {
    this.#kinds[delimiter.charCodeAt(0)] = DELIMITER;
    this.#kinds[LF] = NEWLINE;
    this.#kinds[CR] = NEWLINE;
    this.#kinds[QUOTE] = QUOTED;
  }

  /**
   * Reads the record that begins at `from`. False where it does not end before `to` and more bytes may follow
   * (`last` is false); nothing is known then, and the same record is to be read again with more bytes.
   */
  read(bytes: Uint8Array, from: number, to: number, last: boolean): boolean {
    const kinds = this.#kinds;
    let values = 1;
    let i = from;
    this.quoted = false;
    this.bareQuote = false;
    this.innerNewlines = 0;
    this.broken = undefined;
    for (;;) {
      if (bytes[i] === QUOTE) {
        this.quoted = true;
        i = this.#closingQuote(bytes, i + 1, to) + 1;
        if (i === 0 || i === to) {
          if (!last) return false;
          if (i === 0) return this.#break('a quote that is never closed', bytes, from, to, last);
        }
        if (kinds[bytes[i] as number] === PLAIN)
          return this.#break('text after a closing quote', bytes, i, to, last);
      } else {
        while (kinds[bytes[i] as number] === PLAIN) i++;
        if (kinds[bytes[i] as number] === QUOTED) {
          i = this.#bareQuotes(bytes, i, to);
          if (i === to && !last) return false;
          if (kinds[bytes[i - 1] as number] === QUOTED) return this.#break(ENDING_QUOTE, bytes, i, to, last);
        }
      }
      const kind = kinds[bytes[i] as number];
      if (kind === DELIMITER) {
        values++;
        i++;
      } else {
        this.values = values;
        return this.#finish(bytes, i, to, last);
      }
    }
  }

  /** Index after the rest of an unquoted value that has a quote at `from`. */
  #bareQuotes(bytes: Uint8Array, from: number, to: number): number {
    this.bareQuote = true;
    const kinds = this.#kinds;
    let i = from;
    while (i < to && (kinds[bytes[i] as number] === PLAIN || bytes[i] === QUOTE)) i++;
    return i;
  }

  #finish(bytes: Uint8Array, at: number, to: number, last: boolean): boolean {
    const width = newlineWidth(bytes, at, to);
    if (!last && (at === to || (bytes[at] === CR && at + 1 === to))) return false;
    this.end = at;
    this.next = at + width;
    this.newline = width === 0 ? undefined : width === 2 ? '\r\n' : bytes[at] === CR ? '\r' : '\n';
    return true;
  }

  #break(why: BrokenRecord, bytes: Uint8Array, at: number, to: number, last: boolean): boolean {
    if (this.innerNewlines > 0) this.keepFirstLine(bytes);
    else {
      let i = at;
      while (i < to && bytes[i] !== LF && bytes[i] !== CR) i++;
      if (!this.#finish(bytes, i, to, last)) return false;
    }
    this.broken = why;
    return true;
  }

  /** Makes a record that spans lines end with its first one: what follows may be sound on its own. */
  keepFirstLine(bytes: Uint8Array): void {
    if (this.innerNewlines === 0) return;
    this.innerNewlines = 0;
    this.next = this.#secondLine;
    this.end = this.next - (bytes[this.next - 1] === LF && bytes[this.next - 2] === CR ? 2 : 1);
  }

  /** Index of the quote that closes a value begun before `from`; −1 where there is none before `to`. */
  #closingQuote(bytes: Uint8Array, from: number, to: number): number {
    for (let i = from; i < to; i++) {
      const byte = bytes[i];
      if (byte === QUOTE) {
        if (i + 1 < to && bytes[i + 1] === QUOTE) i++;
        else return i;
      } else if (byte === LF || byte === CR) {
        i += newlineWidth(bytes, i, to) - 1;
        if (this.innerNewlines++ === 0) this.#secondLine = i + 1;
      }
    }
    return -1;
  }
}

/** Bytes of the newline at `at`: 2 for CRLF, 0 at the end of the bytes. */
function newlineWidth(bytes: Uint8Array, at: number, to: number): number {
  if (at >= to) return 0;
  return bytes[at] === CR && at + 1 < to && bytes[at + 1] === LF ? 2 : 1;
}
