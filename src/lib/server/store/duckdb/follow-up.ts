import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine, Transaction } from './engine';

/** Work that loads leave to be done: whether any is due, and the doing of it in one transaction. */
export interface Due {
  isDue: (engine: Engine) => Promise<boolean>;
  make: (run: Transaction) => Promise<void>;
}

/** Questions go first for so long, and are looked at so often. */
const MOST_WAIT_MS = 30_000;
const LOOK_MS = 25;

/**
 * Does what follows a load, in a transaction of its own: an upload is ready without it, and only questions that rest on
 * it wait. It begins when one of these asks, else when nobody has asked anything for a moment: who looks at a new upload
 * does not share the processor with it. What a stop or a crash leaves undone is still due when the store opens again.
 */
export class FollowUp {
  readonly #stop = new AbortController();
  #making: Promise<void> | undefined;
  #isRunning = false;
  /** Those who wait for it, and how they are told to begin. */
  #waiting = 0;
  #begin: () => void = () => undefined;

  /** `isQuiet`: has nobody asked anything for a moment, so that it may begin unasked? */
  constructor(
    private readonly engine: Engine,
    private readonly due: Due,
    private readonly isQuiet: () => boolean,
  ) {}

  /** Is it being done, or soon? */
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
    this.#waiting += 1;
    this.#begin();
    try {
      if (!this.#making && (await this.due.isDue(this.engine))) this.start();
      await this.#making;
    } finally {
      this.#waiting -= 1;
    }
  }

  /** The same for a question that has an answer without it, if a slow one: it waits for no other writing, and never throws. */
  async settledSoon(): Promise<void> {
    if (this.#isRunning || !this.engine.isWriting) await this.settled().catch(() => undefined);
  }

  /** Breaks off what runs. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#begin();
    await this.#making?.catch(() => undefined);
  }

  async #make(): Promise<void> {
    if (!(await this.due.isDue(this.engine))) return;
    await this.#afterQuestions();
    await this.engine.write((run) => {
      this.#isRunning = true;
      return this.due.make(run).finally(() => (this.#isRunning = false));
    }, this.#stop.signal);
  }

  async #afterQuestions(): Promise<void> {
    const latest = performance.now() + MOST_WAIT_MS;
    const mayWait = (): boolean =>
      this.#waiting === 0 && !this.#stop.signal.aborted && performance.now() < latest;
    while (mayWait() && !this.isQuiet())
      await Promise.race([
        sleep(LOOK_MS, undefined, { ref: false }),
        new Promise<void>((resolve) => (this.#begin = resolve)),
      ]);
  }

  #done(making: Promise<void>): void {
    if (this.#making === making) this.#making = undefined;
  }
}
