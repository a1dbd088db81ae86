import type { ReportStore } from '$lib/server/store/reports';

const WRITTEN_AFTER_MS = 5_000;

/** Counts views of links, and writes them a few seconds later together: a view waits for no write. */
export class ViewCounter {
  readonly #views = new Map<string, { views: number; lastViewedAt: string }>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Pick<ReportStore, 'addViews'>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** One more view of a link. `at` is RFC 3339. */
  count(link: string, at: string): void {
    this.#views.set(link, { views: (this.#views.get(link)?.views ?? 0) + 1, lastViewedAt: at });
    this.#timer ??= setTimeout(() => void this.flush().catch(this.onError), WRITTEN_AFTER_MS).unref();
  }

  /** The same at the end of a process: what cannot be written is said in the log. */
  close(): Promise<void> {
    return this.flush().catch(this.onError);
  }

  /** Writes what was counted. Throws where it cannot be written: these views are lost, as they are where the process dies. */
  flush(): Promise<void> {
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const counted = [...this.#views].map(([link, views]) => ({ link, ...views }));
    if (counted.length === 0) return;
    this.#views.clear();
    await this.store.addViews(counted);
  }
}
