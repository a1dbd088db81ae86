/** Runs at most `limit` tasks at a time, the others in the order in which they came. */
export class Turns {
  #running = 0;
  #stopped = false;
  #idle: () => void = () => undefined;
  readonly #waiting: (() => void)[] = [];

  constructor(private readonly limit: number) {}

  /** Does a task run? */
  get isBusy(): boolean {
    return this.#running > 0;
  }

  /** Waits for a turn, runs the task, and gives the turn on whatever becomes of it. Throws once stopped. */
  async take<T>(task: () => Promise<T>): Promise<T> {
    if (this.#stopped) throw new Error('The store is closed.');
    if (this.#running < this.limit) this.#running += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      this.#giveOn();
    }
  }

  /** Takes no more tasks and waits until those that came before are done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#running > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
  }

  #giveOn(): void {
    const next = this.#waiting.shift();
    if (next) {
      next();
      return;
    }
    this.#running -= 1;
    if (this.#running === 0) this.#idle();
  }
}
