import { RecordReader, type Newline } from './csv-record';
import { findDelimiter, type Delimiter } from './delimiter';
import { notUtf8, Utf8Check } from './encoding';
import { binary } from './file-kind';
import { parseHeader, refusedHeader, refuseWideHeader } from './header';
import { PlainRecords } from './plain-records';
import { Refused } from './refusal';

const LF = 10;
const CR = 13;
const QUOTE = 34;
const MIB = 1 << 20;
const SAMPLE_BYTES = 64 * 1024;
const MAX_HEADER_BYTES = MIB;

/** Longest record and longest physical line; with a line number before it, it fits the 16 MiB of the store. */
export const MAX_RECORD_BYTES = 16 * MIB - 64;

/** What one pass over a text finds. */
export interface TextScanned {
  kind: 'csv';
  columns: string[];
  delimiter: Delimiter;
  /** Undefined where there is no newline after the header. */
  newline: Newline | undefined;
  quoted: boolean;
  /** Data records; of the file's beginning only where `irregular` is set. */
  records: number;
  /** Bytes of the longest record seen. */
  longest: number;
  /** Bytes of text. */
  bytes: number;
  /** Why the file is not plain; undefined where every record is well-formed and as wide as the header. */
  irregular?: string;
}

/**
 * Scans a text of UTF-8 that arrives in chunks: encoding, delimiter, header, and whether every record is
 * well-formed, of the header's width, on one line, and ended by the same newline. After the first that is not, only
 * encoding and line lengths are watched: the file will be read again, strictly. Throws Refused.
 */
export class TextScan {
  #window = Buffer.allocUnsafeSlow(2 * MIB);
  #words = wordsOf(this.#window);
  #filled = 0;
  /** Filled bytes below which the record at hand is not tried again. */
  #worthReading = SAMPLE_BYTES;
  #sinceNewline = 0;
  #reader: RecordReader | undefined;
  #plain: PlainRecords | undefined;
  #delimiter: Delimiter = ',';
  #columns: string[] | undefined;
  #newline: Newline | undefined;
  #quoted = false;
  #records = 0;
  #longest = 0;
  #bytes = 0;
  #irregular: string | undefined;
  readonly #utf8 = new Utf8Check();

  /** Takes the next chunk, which may end anywhere. */
  push(chunk: Buffer): void {
    const nul = chunk.indexOf(0);
    if (nul >= 0) throw binary(this.#bytes + nul);
    if (!this.#utf8.push(chunk))
      throw notUtf8(Buffer.concat([this.#window.subarray(0, this.#filled), chunk]));
    this.#bytes += chunk.length;
    this.#watchLineLength(chunk);
    if (this.#irregular !== undefined && this.#columns) return;
    this.#append(chunk);
    if (this.#filled >= this.#worthReading) this.#read(false);
  }

  /** Ends the text. */
  end(): TextScanned {
    if (!this.#utf8.end()) throw notUtf8(this.#window.subarray(0, this.#filled));
    if (this.#irregular === undefined || !this.#columns) this.#read(true);
    if (!this.#columns) throw new Refused(422, 'empty', 'The file is empty', 'There is no text in the file.');
    return {
      kind: 'csv',
      columns: this.#columns,
      delimiter: this.#delimiter,
      newline: this.#newline,
      quoted: this.#quoted,
      records: this.#records,
      longest: this.#longest,
      bytes: this.#bytes,
      ...(this.#irregular !== undefined && { irregular: this.#irregular }),
    };
  }

  #watchLineLength(chunk: Buffer): void {
    const [lf, cr] = [chunk.indexOf(LF), chunk.indexOf(CR)];
    const first = lf < 0 ? cr : cr < 0 ? lf : Math.min(lf, cr);
    const longest = this.#sinceNewline + (first < 0 ? chunk.length : first);
    if (longest > MAX_RECORD_BYTES) throw lineTooLong();
    const last = Math.max(lf < 0 ? -1 : chunk.lastIndexOf(LF), cr < 0 ? -1 : chunk.lastIndexOf(CR));
    this.#sinceNewline = last < 0 ? longest : chunk.length - last - 1;
  }

  #append(chunk: Buffer): void {
    const needed = this.#filled + chunk.length + 1;
    if (needed > this.#window.length) {
      const wider = Buffer.allocUnsafeSlow(2 * needed);
      this.#window.copy(wider, 0, 0, this.#filled);
      this.#window = wider;
      this.#words = wordsOf(wider);
    }
    chunk.copy(this.#window, this.#filled);
    this.#filled += chunk.length;
  }

  #read(last: boolean): void {
    const [bytes, to] = [this.#window, this.#filled];
    bytes[to] = LF;
    const reader = (this.#reader ??= this.#begin(last));
    let at = this.#readPlain(to);
    while (at < to && reader.read(bytes, at, to, last)) {
      this.#take(reader, at);
      at = reader.next;
      if (this.#irregular !== undefined && this.#columns) break;
    }
    bytes.copyWithin(0, at, to);
    this.#filled = to - at;
    this.#worthReading = 2 * this.#filled;
    if (!this.#columns && this.#filled > MAX_HEADER_BYTES)
      throw refusedHeader('The first line is longer than 1 MiB: this is not the header of a usage export.');
    if (this.#filled > MAX_RECORD_BYTES) this.#irregular ??= 'a quote that is never closed';
  }

  /** Index after the plain records at the beginning of the window, which are counted. */
  #readPlain(to: number): number {
    if (!this.#columns || this.#newline !== '\n') return 0;
    const plain = (this.#plain ??= new PlainRecords(this.#delimiter, this.#columns.length));
    const filled = this.#window.subarray(0, to);
    const special = [QUOTE, CR].map((byte) => filled.indexOf(byte)).filter((at) => at >= 0);
    const read = plain.read(filled, this.#words, 0, Math.min(to, ...special));
    this.#records += plain.records;
    this.#longest = Math.max(this.#longest, plain.longest);
    return read;
  }

  #begin(last: boolean): RecordReader {
    this.#delimiter = findDelimiter(this.#window.subarray(0, this.#filled), last);
    return new RecordReader(this.#delimiter);
  }

  #take(record: RecordReader, at: number): void {
    const newline = record.newline;
    this.#newline ??= newline;
    const length = record.end - at;
    if (length === 0) this.#irregular ??= 'an empty line';
    else if (!this.#columns) this.#takeHeader(record, at);
    else if (record.broken) this.#irregular ??= record.broken;
    else if (record.values !== this.#columns.length)
      this.#irregular ??= 'a record of another width than the header';
    else if (record.bareQuote) this.#irregular ??= 'a quote inside an unquoted value';
    else if (record.innerNewlines > 0) this.#irregular ??= 'a newline inside quotes';
    else this.#records++;
    if (newline !== undefined && (newline !== this.#newline || newline === '\r'))
      this.#irregular ??= 'newlines other than LF or CRLF throughout';
    if (record.quoted) this.#quoted = true;
    if (length > this.#longest) this.#longest = length;
  }

  #takeHeader(record: RecordReader, at: number): void {
    refuseWideHeader(record.values);
    if (record.broken) throw refusedHeader(`Line 1 cannot be read: it has ${record.broken}.`);
    this.#columns = parseHeader(this.#window.toString('utf8', at, record.end), this.#delimiter);
    if (record.innerNewlines > 0) this.#irregular ??= 'a newline inside quotes';
  }
}

/** The same bytes, four at a time. */
function wordsOf({ buffer, length }: Buffer): Int32Array {
  return new Int32Array(buffer, 0, length >> 2);
}

function lineTooLong(): Refused {
  const detail = 'A line is longer than 16 MiB: not a usage export.';
  return new Refused(422, 'line-too-long', 'A line is too long', detail);
}
