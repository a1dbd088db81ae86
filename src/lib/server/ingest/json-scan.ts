import type { JsonShape } from '$lib/formats/json-shape';
import { notUtf8, Utf8Check } from './encoding';
import { binary } from './file-kind';
import { JsonShapeScan } from './json-shape-scan';
import { JsonStream, type JsonTaker } from './json-stream';
import { MAX_RECORD_BYTES } from './text-scan';

const TRIED_LINES = 10;
const HEAD_BYTES = 64 * 1024;

/** What one pass over JSON finds. */
export interface JsonScanned {
  kind: 'json';
  shape: JsonShape;
  /** Is it a value a line (NDJSON)? */
  lines: boolean;
  /** Is it only the beginning of a file? */
  cut: boolean;
}

/** Scans JSON of UTF-8 that arrives in chunks: encoding, whether it can be read, and its shape. Throws Refused. */
export class JsonScan {
  readonly #utf8 = new Utf8Check();
  readonly #shape = new ShapeTaker();
  #head: Buffer[] = [];
  #headBytes = 0;
  #bytes = 0;
  #lines = false;
  #stream: JsonStream | undefined;
  readonly #cut: boolean;

  /** `cut` says that the text is only the beginning of a file, which may end anywhere. */
  constructor(cut = false) {
    this.#cut = cut;
  }

  push(chunk: Buffer): void {
    const nul = chunk.indexOf(0);
    if (nul >= 0) throw binary(this.#bytes + nul);
    if (!this.#utf8.push(chunk)) throw notUtf8(chunk);
    this.#bytes += chunk.length;
    if (this.#stream) return this.#stream.push(chunk);
    this.#head.push(Buffer.from(chunk));
    this.#headBytes += chunk.length;
    const enough = this.#headBytes > HEAD_BYTES && chunk.includes('\n');
    if (enough || this.#headBytes > MAX_RECORD_BYTES) this.#begin();
  }

  /** Ends the text. */
  end(): JsonScanned {
    const cut = this.#cut;
    if (!this.#utf8.end() && !cut) throw notUtf8(Buffer.concat(this.#head));
    (this.#stream ?? this.#begin()).end(cut);
    return { kind: 'json', shape: this.#shape.shape(), lines: this.#lines, cut };
  }

  #begin(): JsonStream {
    const head = Buffer.concat(this.#head);
    this.#head = [];
    this.#lines = isLines(head);
    this.#stream = new JsonStream(this.#shape, this.#lines);
    this.#stream.push(head);
    return this.#stream;
  }
}

class ShapeTaker extends JsonShapeScan implements JsonTaker {
  brokenLine(): void {
    // told when the records are read
  }
}

/**
 * Is the text a value a line? It is where the first line, or one of the next that begins with a brace, is an object of
 * its own and others follow or go before: a document spread over lines has none such, its inner lines being indented
 * or ended by commas.
 */
function isLines(head: Buffer): boolean {
  const lines = head.toString('utf8').split('\n').slice(0, TRIED_LINES);
  const whole = lines.slice(0, -1);
  if (!/^\s*\{/.test(lines.find((line) => line.trim() !== '') ?? '')) return false;
  const filled = lines.filter((line) => line.trim() !== '');
  return filled.length > 1 && whole.some((line) => line.startsWith('{') && isObject(line));
}

function isObject(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}
