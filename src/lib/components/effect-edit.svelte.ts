import type { ProblemAnswer } from './send-file';

/** What the API says that an edit changes: totals month by month, and closed months in the way. */
export interface EffectAnswer {
  effect: {
    month: string;
    before: string | null;
    after: string | null;
    currency?: string;
    price_list?: string;
  }[];
  /** Of every line, where the lines do not say. */
  currency?: string;
  closed_months: string[];
}

/** What is sent to the API to save an edit. */
export interface EditRequest {
  path: string;
  query?: Record<string, string>;
  init: RequestInit;
}

const LOST = { title: 'The server could not be reached' };

/** An edit that shows what it changes before it is saved: the first submit is a dry run, the second saves. */
export class EffectEdit<Answer extends EffectAnswer> {
  /** Of the dry run; there is nothing to save before. */
  shown = $state.raw<Answer>();
  problem = $state.raw<ProblemAnswer>();
  busy = $state(false);
  readonly #request: () => EditRequest;

  constructor(request: () => EditRequest) {
    this.#request = request;
  }

  /** Can the next submit save? */
  get savable(): boolean {
    return this.shown?.closed_months.length === 0;
  }

  /** Goes one step on; gives what was saved once it is. */
  async submit(): Promise<Answer | undefined> {
    if (this.busy || (this.shown && !this.savable)) return undefined;
    this.busy = true;
    const answer = await this.#send(this.shown === undefined);
    this.busy = false;
    if (!answer) return undefined;
    const saved = this.shown !== undefined;
    this.shown = saved ? undefined : answer;
    return saved ? answer : undefined;
  }

  /** Begins anew: what was entered has changed. */
  forget(): void {
    this.shown = undefined;
    this.problem = undefined;
  }

  async #send(dryRun: boolean): Promise<Answer | undefined> {
    const { path, query, init } = this.#request();
    const parameters = new URLSearchParams({ ...query, ...(dryRun && { dry_run: '1' }) });
    const response = await fetch(`${path}?${parameters}`, init).catch(() => undefined);
    const answer = (await response?.json().catch(() => undefined)) as unknown;
    this.problem = response?.ok ? undefined : ((answer ?? LOST) as ProblemAnswer);
    return response?.ok ? (answer as Answer) : undefined;
  }
}
