import { open, type FileHandle } from 'node:fs/promises';
import Papa from 'papaparse';
import type { PlainFile } from '$lib/server/store/store';
import type { Reject } from '$lib/usage/upload';
import { RecordReader } from './csv-record';
import { LINE_COLUMN } from './header';
import { PlainBlocks } from './plain-blocks';
import { MAX_REJECT_LENGTH, RejectList } from './reject-list';
import { SpoolFile } from './spool-file';
import { MAX_RECORD_BYTES, type TextScanned } from './text-scan';

const LF = 10;
const CR = 13;
const MIB = 1 << 20;

/** A text made plain: the records that could be read, and those that could not. */
export interface Rewritten {
  file: PlainFile;
  rejects: Reject[];
  /** Records in the text: those of the file and the rejects. */
  read: number;
  emptyLines: number;
}

/**
 * Reads a text strictly and writes what is well-formed to a new plain file, each record behind the number of the
 * physical line where it begins. A record that cannot be read is rejected; where it spans lines, only its first one
 * is, so that a stray quote does not take the records after it along. Throws Refused for more rejects than anybody
 * would read, and for a line beyond the limit.
 */
export async function rewrite(
  source: string,
  target: string,
  scanned: TextScanned,
  signal?: AbortSignal,
): Promise<Rewritten> {
  const out = await SpoolFile.create(target);
  const text = await open(source, 'r');
  try {
    const rewriting = new Rewriting(scanned, out);
    await rewriting.run(text, signal);
    await out.finish();
    return rewriting.result();
  } catch (error) {
    await out.abandon();
    throw error;
  } finally {
    await text.close();
  }
}

class Rewriting {
  #window = Buffer.allocUnsafeSlow(2 * MIB);
  #filled = 0;
  #line = 1;
  #headerDone = false;
  #records = 0;
  #emptyLines = 0;
  #quoted = false;
  readonly #rejects = new RejectList();
  readonly #reader: RecordReader;
  readonly #scanned: TextScanned;
  readonly #out: SpoolFile;
  readonly #plain = new PlainBlocks();

  constructor(scanned: TextScanned, out: SpoolFile) {
    this.#reader = new RecordReader(scanned.delimiter);
    this.#scanned = scanned;
    this.#out = out;
  }

  async run(text: FileHandle, signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await text.read(
        this.#window,
        this.#filled,
        this.#window.length - 1 - this.#filled,
      );
      this.#filled += bytesRead;
      this.#readWindow(bytesRead === 0);
      for (const block of this.#plain.takeBlocks()) await this.#out.write(block);
      if (bytesRead === 0) return;
    }
  }

  result(): Rewritten {
    const { columns, delimiter } = this.#scanned;
    return {
      file: {
        path: this.#out.path,
        columns: [LINE_COLUMN, ...columns],
        delimiter,
        quoted: this.#quoted,
        newline: '\n',
        records: this.#records,
        lineColumn: LINE_COLUMN,
      },
      rejects: this.#rejects.rejects,
      read: this.#records + this.#rejects.rejects.length,
      emptyLines: this.#emptyLines,
    };
  }

  /** Takes all whole records of the window. */
  #readWindow(last: boolean): void {
    const [bytes, to, reader] = [this.#window, this.#filled, this.#reader];
    bytes[to] = LF;
    let at = 0;
    while (at < to && (reader.read(bytes, at, to, last) || this.#givesUp(at, to))) {
      this.#take(bytes, at);
      at = reader.next;
    }
    bytes.copyWithin(0, at, to);
    this.#filled = to - at;
    if (this.#filled > bytes.length / 2) this.#widen();
  }

  /** Ends a quote that has been open for longer than a record may be. */
  #givesUp(at: number, to: number): boolean {
    const record = this.#window.subarray(at, to);
    if (record.length <= MAX_RECORD_BYTES || !(record.includes(LF) || record.includes(CR))) return false;
    this.#reader.read(this.#window, at, to, true);
    this.#reader.keepFirstLine(this.#window);
    this.#reader.broken ??= 'a quote that is never closed';
    return true;
  }

  #widen(): void {
    const wider = Buffer.allocUnsafeSlow(this.#window.length * 2);
    this.#window.copy(wider, 0, 0, this.#filled);
    this.#window = wider;
  }

  #take(bytes: Buffer, at: number): void {
    const reader = this.#reader;
    if (reader.end === at) this.#emptyLines++;
    else if (!this.#headerDone) this.#takeHeader();
    else if (reader.broken) this.#reject(bytes, at, `The record has ${reader.broken}.`);
    else if (reader.end - at > MAX_RECORD_BYTES) this.#rejectLength(bytes, at);
    else if (reader.values !== this.#scanned.columns.length) this.#rejectWidth(bytes, at);
    else this.#accept(bytes, at);
    this.#line += 1 + reader.innerNewlines;
  }

  #takeHeader(): void {
    const header = Papa.unparse([[LINE_COLUMN, ...this.#scanned.columns]], {
      delimiter: this.#scanned.delimiter,
    });
    this.#quoted = header.includes('"');
    this.#plain.addText(`${header}\n`);
    this.#headerDone = true;
  }

  #accept(bytes: Buffer, at: number): void {
    const { end, quoted, bareQuote } = this.#reader;
    const prefix = `${this.#line}${this.#scanned.delimiter}`;
    if (bareQuote) this.#plain.addText(`${prefix}${this.#quoteAnew(bytes.toString('utf8', at, end))}\n`);
    else this.#plain.addRecord(prefix, bytes, at, end);
    this.#records++;
    if (quoted || bareQuote) this.#quoted = true;
  }

  /** The record with bare quotes doubled inside quotes. */
  #quoteAnew(record: string): string {
    const { delimiter } = this.#scanned;
    return Papa.unparse(Papa.parse<string[]>(record, { delimiter }).data.slice(0, 1), { delimiter });
  }

  #rejectWidth(bytes: Buffer, at: number): void {
    const [values, columns] = [this.#reader.values, this.#scanned.columns.length];
    this.#reader.keepFirstLine(bytes);
    const has = `The record has ${values} ${values === 1 ? 'value' : 'values'}`;
    this.#reject(bytes, at, `${has}, the header has ${columns} columns.`);
  }

  #rejectLength(bytes: Buffer, at: number): void {
    this.#reader.keepFirstLine(bytes);
    this.#reject(bytes, at, 'The record is longer than 16 MiB.');
  }

  #reject(bytes: Buffer, at: number, reason: string): void {
    const end = Math.min(this.#reader.end, at + MAX_REJECT_LENGTH);
    this.#rejects.add({ line: this.#line, reason, record: bytes.toString('utf8', at, end) });
  }
}
