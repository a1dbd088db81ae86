const LF = 10;
/** So many words can hold their counts in four bytes. */
const WORDS_A_COUNT = 255;

/**
 * Counts records that need no more than counting, four bytes at a time: a line each, ended by a line feed, as wide as the
 * header, without quotes. Most uploads are made of them alone, and RecordReader takes three times as long.
 */
export class PlainRecords {
  /** Records of the last reading, and bytes of the longest of them. */
  records = 0;
  longest = 0;

  #from = 0;
  #values = 1;
  readonly #delimiter: number;
  readonly #width: number;

  constructor(delimiter: string, width: number) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#width = width;
  }

  /**
   * Reads from the beginning of a record: index after the last one before the first that is cut off, empty or of another
   * width. `words` are those of `bytes`; from `from` up to `to` there are neither quotes nor carriage returns.
   */
  read(bytes: Uint8Array, words: Int32Array, from: number, to: number): number {
    this.records = 0;
    this.longest = 0;
    this.#from = from;
    this.#values = 1;
    let word = (from + 3) >> 2;
    const end = to >> 2;
    if (!this.#readBytes(bytes, from, Math.min(word << 2, to))) return this.#from;
    for (;;) {
      word = this.#toNewline(words, word, end);
      const read = this.#readBytes(bytes, word << 2, Math.min((word + 1) << 2, to));
      if (!read || ++word > end) return this.#from;
    }
  }

  /** False at a record that is not plain. */
  #readBytes(bytes: Uint8Array, from: number, to: number): boolean {
    for (let i = from; i < to; i++) {
      if (bytes[i] === this.#delimiter) this.#values++;
      else if (bytes[i] === LF && !this.#endRecord(i)) return false;
    }
    return true;
  }

  #endRecord(at: number): boolean {
    const length = at - this.#from;
    if (length === 0 || this.#values !== this.#width) return false;
    this.records++;
    if (length > this.longest) this.longest = length;
    this.#from = at + 1;
    this.#values = 1;
    return true;
  }

  /** Counts delimiters up to the first word that has a line feed, or to `end`. */
  #toNewline(words: Int32Array, from: number, end: number): number {
    // Local, for a module's constants are variables once it is bundled, and are read at every word.
    const everyByte = 0x01010101;
    const lowBits = 0x7f7f7f7f;
    const highBits = 0x80808080;
    const lineFeeds = 0x0a0a0a0a;
    const delimiters = Math.imul(this.#delimiter, everyByte);
    let word = from;
    for (;;) {
      let counts = 0; // one in each byte
      let hasNewline = false;
      for (const stop = Math.min(end, word + WORDS_A_COUNT); word < stop; word++) {
        const four = words[word] as number;
        const newlines = four ^ lineFeeds;
        hasNewline = ((newlines - everyByte) & ~newlines & highBits) !== 0;
        if (hasNewline) break;
        const other = four ^ delimiters;
        counts = (counts + (~(((other & lowBits) + lowBits) | other | lowBits) >>> 7)) | 0;
      }
      this.#values += (counts & 255) + ((counts >>> 8) & 255) + ((counts >>> 16) & 255) + (counts >>> 24);
      if (hasNewline || word >= end) return word;
    }
  }
}
