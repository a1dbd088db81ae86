import { shareMade } from './focus-progress';

/** A FOCUS data set on its way: how far it is, and how it ended. */
export class FocusDownload {
  /** 0 to 1 while it runs. */
  progress = $state<number>();
  problem = $state<string>();
  #stop: AbortController | undefined;

  /** Reads the whole file, or undefined where it was cancelled or failed. The period tells how far a row's day is. */
  async run(address: string, from: string, to: string): Promise<Blob | undefined> {
    this.#stop = new AbortController();
    [this.progress, this.problem] = [0, undefined];
    try {
      const response = await fetch(address, { signal: this.#stop.signal });
      if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
      return new Blob(await this.#read(response.body, Date.parse(from), Date.parse(to)), {
        type: 'text/csv;charset=utf-8',
      });
    } catch (error) {
      if (!this.#stop.signal.aborted)
        this.problem = error instanceof Error ? error.message : 'the connection was lost';
      return undefined;
    } finally {
      this.progress = undefined;
    }
  }

  /** Stops it; the server stops making the rest. */
  cancel(): void {
    this.#stop?.abort();
  }

  async #read(body: ReadableStream<Uint8Array>, from: number, to: number): Promise<BlobPart[]> {
    const parts: BlobPart[] = [];
    const reader = body.getReader();
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return parts;
      parts.push(value.slice());
      this.progress = shareMade(decoder.decode(value, { stream: true }), from, to, this.progress ?? 0);
    }
  }
}
