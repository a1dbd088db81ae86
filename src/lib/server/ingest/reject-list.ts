import type { Reject } from '$lib/usage/upload';
import { Refused } from './refusal';

const MAX_REJECTS = 100_000;
const MAX_TEXT = 32 << 20;

/** Longest text of a rejected record that is kept, in bytes. */
export const MAX_REJECT_LENGTH = 4_096;

/** Records that cannot be read, up to as many as anybody would look at. */
export class RejectList {
  readonly rejects: Reject[] = [];
  readonly #counted: 'line' | 'record';
  #text = 0;

  /** `counted` is what a reject's number counts. */
  constructor(counted: 'line' | 'record' = 'line') {
    this.#counted = counted;
  }

  /** Throws Refused where it is one too many. */
  add(reject: Reject): void {
    this.#text += reject.record.length;
    this.rejects.push(reject);
    if (this.rejects.length > MAX_REJECTS || this.#text > MAX_TEXT) throw this.#tooMany(reject.line);
  }

  #tooMany(line: number): Refused {
    const count = this.rejects.length.toLocaleString('en');
    const issues = this.rejects
      .slice(0, 10)
      .map((reject) => ({ where: `${this.#counted} ${reject.line}`, message: reject.reason }));
    const detail = `${count} records cannot be read, so reading stopped at ${this.#counted} ${line.toLocaleString('en')}. Check how the file was written.`;
    return new Refused(422, 'unreadable-records', 'Too many records cannot be read', detail, issues);
  }
}
