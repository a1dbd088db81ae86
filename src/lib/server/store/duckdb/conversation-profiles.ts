import { profileDue } from './conversation-changes';
import type { Engine } from './engine';

/**
 * Keeps the profiles of conversations in step with the records. They are made right after the load that brought the
 * records, in a transaction of its own: an upload is ready without them, and only questions about conversations wait.
 * What a stop or a crash leaves undone is still due when the store opens again.
 */
export class ConversationProfiles {
  readonly #stop = new AbortController();
  #making: Promise<void> | undefined;

  constructor(private readonly engine: Engine) {}

  /** Are profiles being made? */
  get isMaking(): boolean {
    return this.#making !== undefined;
  }

  /** Makes what is due, after what is being made now. */
  start(): void {
    const making = (this.#making ?? Promise.resolve()).then(() => this.#make());
    this.#making = making;
    making.catch(() => undefined); // whoever waits is told
    void making.finally(() => this.#done(making)).catch(() => undefined);
  }

  /** Resolves when nothing is due; throws what making them threw, and the next one to ask tries again. */
  async settled(): Promise<void> {
    if (!this.#making && (await this.#isDue())) this.start();
    await this.#making;
  }

  /** Breaks off what runs. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#making?.catch(() => undefined);
  }

  async #make(): Promise<void> {
    if (!(await this.#isDue())) return;
    await this.engine.write((run) => profileDue(run), this.#stop.signal);
  }

  async #isDue(): Promise<boolean> {
    const rows = await this.engine.ask('SELECT upload FROM conversation_due LIMIT 1');
    return rows.length > 0;
  }

  #done(making: Promise<void>): void {
    if (this.#making === making) this.#making = undefined;
  }
}
