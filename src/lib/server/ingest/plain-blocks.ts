const BLOCK_BYTES = 1 << 20;
const LF = 10;

/** Gathers the bytes of a plain file in blocks of about a megabyte, so that a record costs one copy and no object. */
export class PlainBlocks {
  #block = Buffer.allocUnsafe(BLOCK_BYTES);
  #used = 0;
  #full: Buffer[] = [];

  addText(text: string): void {
    this.#reserve(3 * text.length);
    this.#used += this.#block.write(text, this.#used);
  }

  /** Adds an ASCII prefix, the bytes from `from` up to `to`, and a line feed. */
  addRecord(prefix: string, bytes: Buffer, from: number, to: number): void {
    this.#reserve(prefix.length + to - from + 1);
    this.#used += this.#block.write(prefix, this.#used, 'latin1');
    this.#used += bytes.copy(this.#block, this.#used, from, to);
    this.#block[this.#used++] = LF;
  }

  /** Hands over what was gathered; the blocks are not written to again. */
  takeBlocks(): Buffer[] {
    this.#retire();
    const blocks = this.#full;
    this.#full = [];
    return blocks;
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes <= this.#block.length) return;
    this.#retire();
    if (bytes > this.#block.length) this.#block = Buffer.allocUnsafe(bytes);
  }

  #retire(): void {
    if (this.#used === 0) return;
    this.#full.push(this.#block.subarray(0, this.#used));
    this.#block = Buffer.allocUnsafe(BLOCK_BYTES);
    this.#used = 0;
  }
}
