/** Questions of usage that are being answered, so that work which can wait goes on between them. */
export class Questions {
  #open = 0;
  #lastAt = performance.now();

  /** How long ago the last answer was given or change was made, in milliseconds; 0 while an answer is worked out. */
  get idleMs(): number {
    return this.#open > 0 ? 0 : performance.now() - this.#lastAt;
  }

  /** Notes that somebody just did something, and may ask next. */
  note(): void {
    this.#lastAt = performance.now();
  }

  /** Counts a question until it has its answer, or none. */
  async during<T>(answer: () => Promise<T>): Promise<T> {
    this.#open += 1;
    try {
      return await answer();
    } finally {
      this.#open -= 1;
      this.note();
    }
  }
}
