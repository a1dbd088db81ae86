import { JsonBroken, JsonReader, type JsonEvents } from './json-reader';
import { Refused } from './refusal';
import { MAX_RECORD_BYTES } from './text-scan';

const LF = 10;
const SHOWN = 4_096;

/** What is told of JSON as it streams by. */
export interface JsonTaker extends JsonEvents {
  /** The value at hand is broken: nothing of it counts. */
  abandon(): void;
  /** A line of NDJSON that is no JSON. */
  brokenLine(line: number, reason: string, text: string): void;
}

/**
 * Reads JSON that arrives in chunks: one document or several after one another, where something broken refuses all of
 * it; or a value a line (NDJSON), where a broken line is rejected and the next one read. Throws Refused.
 */
export class JsonStream {
  /** The line at hand, from 1. */
  line = 1;
  readonly #taker: JsonTaker;
  readonly #lines: boolean;
  #reader: JsonReader;
  #begun: Buffer[] = [];
  #begunBytes = 0;
  /** Bytes of the document before the line at hand. */
  #lineStart = 0;

  constructor(taker: JsonTaker, lines: boolean) {
    this.#taker = taker;
    this.#lines = lines;
    this.#reader = new JsonReader(taker);
  }

  push(chunk: Buffer): void {
    if (this.#lines) this.#pushLines(chunk);
    else this.#pushDocument(chunk);
  }

  /** Ends the text; `cut` says that it is only the beginning of one, which may end anywhere. */
  end(cut = false): void {
    if (this.#lines) return cut ? undefined : this.#readLine(Buffer.alloc(0));
    try {
      if (!cut) this.#reader.end();
    } catch (error) {
      throw this.#located(error, Buffer.alloc(0));
    }
  }

  #pushDocument(chunk: Buffer): void {
    try {
      this.#reader.write(chunk);
    } catch (error) {
      throw this.#located(error, chunk);
    }
    const before = this.#reader.bytes - chunk.length;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) {
      this.line++;
      this.#lineStart = before + at + 1;
    }
  }

  #pushLines(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
      this.#readLine(chunk.subarray(from, at));
      this.line++;
      from = at + 1;
    }
    this.#begunBytes += chunk.length - from;
    if (this.#begunBytes <= MAX_RECORD_BYTES) this.#begun.push(Buffer.from(chunk.subarray(from)));
  }

  #readLine(rest: Buffer): void {
    const tooLong = this.#begunBytes + rest.length > MAX_RECORD_BYTES;
    const line = this.#begun.length > 0 ? Buffer.concat([...this.#begun, rest]) : rest;
    this.#begun = [];
    this.#begunBytes = 0;
    if (tooLong) return this.#taker.brokenLine(this.line, 'The line is longer than 16 MiB.', shown(line));
    try {
      this.#reader.write(line);
      this.#reader.write(NEWLINE);
      if (!this.#reader.between) throw new JsonBroken('it ends in the middle of a value', line.length);
    } catch (error) {
      if (!(error instanceof JsonBroken)) throw error;
      this.#taker.abandon();
      this.#reader = new JsonReader(this.#taker);
      this.#taker.brokenLine(this.line, `The line is no JSON: ${error.message}.`, shown(line));
    }
  }

  /** Broken JSON as a refusal that says where. */
  #located(error: unknown, chunk: Buffer): unknown {
    if (!(error instanceof JsonBroken)) return error;
    const before = this.#reader.bytes;
    let [line, start] = [this.line, this.#lineStart];
    for (let at = chunk.indexOf(LF); at >= 0 && before + at < error.at; at = chunk.indexOf(LF, at + 1)) {
      line++;
      start = before + at + 1;
    }
    const column = Math.max(error.at - start, 0) + 1;
    const where = `line ${line.toLocaleString('en')}, column ${column.toLocaleString('en')}`;
    return brokenJson(error.message, where);
  }
}

const NEWLINE = Buffer.from('\n');

function shown(line: Buffer): string {
  return line.toString('utf8', 0, SHOWN);
}

function brokenJson(message: string, where: string): Refused {
  const detail = `The file cannot be read as JSON at ${where}: ${message}. Export it again; a download may have been cut off.`;
  return new Refused(422, 'broken-json', 'The JSON is broken', detail, [{ where, message }]);
}
