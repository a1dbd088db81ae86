import type { Engine, Transaction } from './engine';

/** Work that loads leave to be done: whether any is due, and the doing of it in one transaction. */
export interface Due {
  isDue: (engine: Engine) => Promise<boolean>;
  make: (run: Transaction) => Promise<void>;
}

/**
 * Does what follows a load right after it, in a transaction of its own: an upload is ready without it, and only
 * questions that rest on it wait. What a stop or a crash leaves undone is still due when the store opens again.
 */
export class FollowUp {
  readonly #stop = new AbortController();
  #making: Promise<void> | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly due: Due,
  ) {}

  /** Is it being done? */
  get isMaking(): boolean {
    return this.#making !== undefined;
  }

  /** Does what is due, after what is being done now. */
  start(): void {
    const making = (this.#making ?? Promise.resolve()).then(() => this.#make());
    this.#making = making;
    making.catch(() => undefined); // whoever waits is told
    void making.finally(() => this.#done(making)).catch(() => undefined);
  }

  /** Resolves when nothing is due; throws what doing it threw, and the next one to ask tries again. */
  async settled(): Promise<void> {
    if (!this.#making && (await this.due.isDue(this.engine))) this.start();
    await this.#making;
  }

  /** Breaks off what runs. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#making?.catch(() => undefined);
  }

  async #make(): Promise<void> {
    if (!(await this.due.isDue(this.engine))) return;
    await this.engine.write((run) => this.due.make(run), this.#stop.signal);
  }

  #done(making: Promise<void>): void {
    if (this.#making === making) this.#making = undefined;
  }
}
