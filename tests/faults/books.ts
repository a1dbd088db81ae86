import { expect } from 'vitest';
import type { UsageUpload } from './usage-upload';

interface UploadRow {
  name: string;
  status: string;
  rows: { read: number; accepted: number };
}

interface SpendRow {
  feature: string | null;
  requests: number;
  tokens: { uncached_input: number; output: number };
}

/** What the client knows: what was sent, and what it was told is kept. */
export class Books {
  readonly sent = new Map<string, UsageUpload>();
  readonly #acknowledged = new Set<string>();
  readonly #gone = new Set<string>();

  add(upload: UsageUpload): UsageUpload {
    this.sent.set(upload.feature, upload);
    return upload;
  }

  acknowledge(upload: UsageUpload): void {
    this.#acknowledged.add(upload.feature);
  }

  /** It was asked to be removed: whether it is there is open, until `gone` or a check says so. */
  removing(upload: UsageUpload): void {
    this.#acknowledged.delete(upload.feature);
  }

  /** Its removal was acknowledged: it must never be there again. */
  gone(upload: UsageUpload): void {
    this.#gone.add(upload.feature);
  }

  get acknowledged(): number {
    return this.#acknowledged.size;
  }

  /**
   * Holds the server against the books: every acknowledged upload is there, and whatever is there is there completely,
   * in the list and in the sums. What turns out to be there must stay from then on.
   */
  async check(url: string): Promise<void> {
    const { uploads } = await get<{ uploads: UploadRow[] }>(url, '/api/v1/uploads');
    const { rows } = await get<{ rows: SpendRow[] }>(url, '/api/v1/spend?by=feature');
    const listed = uploads.filter(({ status }) => status === 'ready');
    const names = listed.map(({ name }) => name.replace(/\.csv$/, ''));
    const lost = [...this.#acknowledged].filter((feature) => !names.includes(feature));
    expect(lost, 'acknowledged and lost').toEqual([]);
    expect(
      names.filter((name) => this.#gone.has(name)),
      'removed and back',
    ).toEqual([]);
    expect(listed.map(({ rows: { read, accepted } }) => ({ read, accepted }))).toEqual(
      names.map((name) => ({ read: this.#rows(name), accepted: this.#rows(name) })),
    );
    expect(sums(rows), 'sums of what is listed').toEqual(
      names.map((name) => sumOf(this.sent.get(name) as UsageUpload)).sort(),
    );
    for (const name of names) this.#acknowledged.add(name);
  }

  #rows(name: string): number | undefined {
    return this.sent.get(name)?.rows;
  }
}

function sums(rows: SpendRow[]): string[] {
  return rows
    .map(({ feature, requests, tokens }) =>
      [feature, requests, tokens.uncached_input, tokens.output].join(' '),
    )
    .sort();
}

function sumOf({ feature, rows, inputTokens, outputTokens }: UsageUpload): string {
  return [feature, rows, inputTokens, outputTokens].join(' ');
}

async function get<Answer>(url: string, path: string): Promise<Answer> {
  const response = await fetch(`${url}${path}`);
  expect(response.status, path).toBe(200);
  return (await response.json()) as Answer;
}
