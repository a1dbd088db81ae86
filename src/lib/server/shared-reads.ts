/**
 * Reads of one thing, shared by those who asked before it began: what each gets was read after it asked, so that nobody is
 * answered with what was true before. A read that runs is joined by nobody; the next one waits for its end.
 */
export class SharedReads<T> {
  readonly #running = new Map<string, Promise<unknown>>();
  readonly #waiting = new Map<string, Promise<T>>();

  constructor(private readonly read: (key: string) => Promise<T>) {}

  /** What the key stands for now. Throws what reading it throws. */
  of(key: string): Promise<T> {
    const waiting = this.#waiting.get(key) ?? this.#after(this.#running.get(key), key);
    this.#waiting.set(key, waiting);
    return waiting;
  }

  async #after(running: Promise<unknown> | undefined, key: string): Promise<T> {
    await running?.catch(() => undefined); // its own readers are told
    this.#waiting.delete(key);
    const reading = this.read(key);
    this.#running.set(key, reading);
    try {
      return await reading;
    } finally {
      if (this.#running.get(key) === reading) this.#running.delete(key);
    }
  }
}
