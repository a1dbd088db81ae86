import { createReadStream } from 'node:fs';
import { byKey, columnsRead, holdingColumn } from '$lib/formats/format-columns';
import type { Format } from '$lib/formats/format';
import { namesAt } from '$lib/formats/json-shape';
import { LINE_COLUMN } from './header';
import { JsonColumns, type RecordTexts } from './json-columns';
import { JsonRecords } from './json-records';
import type { JsonScanned } from './json-scan';
import { JsonStream, type JsonTaker } from './json-stream';
import { PlainBlocks } from './plain-blocks';
import { MAX_REJECT_LENGTH, RejectList } from './reject-list';
import type { Rewritten } from './rewrite';
import { SpoolFile } from './spool-file';
import { MAX_RECORD_BYTES } from './text-scan';

const CHUNK_BYTES = 1 << 19;

/** The columns that a bound format reads, of those that JSON has or may have in its texts. */
export function jsonColumns(format: Format, { shape }: JsonScanned): string[] {
  const there = byKey(namesAt(shape, format.records?.[0] ?? ''));
  return columnsRead(format).filter((name) => shape.more || holdingColumn(name, there) !== undefined);
}

/**
 * Writes the records at a place of JSON to a new plain file, with the columns named and nothing else of them, each
 * behind its number: that of its line in NDJSON, its own in a document. What cannot be used is rejected. Throws Refused.
 */
export async function rewriteJson(
  source: string,
  target: string,
  scanned: JsonScanned,
  { place, columns }: { place: string; columns: string[] },
  signal?: AbortSignal,
): Promise<Rewritten> {
  const out = await SpoolFile.create(target);
  try {
    const writer = new PlainWriter(place, columns, scanned);
    for await (const chunk of createReadStream(source, { highWaterMark: CHUNK_BYTES, signal })) {
      writer.stream.push(chunk as Buffer);
      for (const block of writer.plain.takeBlocks()) await out.write(block);
    }
    writer.end();
    for (const block of writer.plain.takeBlocks()) await out.write(block);
    await out.finish();
    return writer.result(target);
  } catch (error) {
    await out.abandon();
    throw error;
  }
}

/** Makes lines of a plain file of what streams by. */
class PlainWriter extends JsonRecords implements JsonTaker {
  readonly stream: JsonStream;
  readonly plain = new PlainBlocks();
  readonly #columns: string[];
  readonly #scanned: JsonScanned;
  readonly #rejects: RejectList;
  #records = 0;
  #quoted = false;

  constructor(place: string, columns: string[], scanned: JsonScanned) {
    super(
      place,
      new JsonColumns(columns),
      {
        record: (texts, number) => this.#write(texts, number),
        reject: (reason, record, number) => this.#reject(reason, record, number),
      },
      scanned.lines ? Infinity : undefined,
    );
    this.#columns = columns;
    this.#scanned = scanned;
    this.#rejects = new RejectList(scanned.lines ? 'line' : 'record');
    this.stream = new JsonStream(this, scanned.lines);
    this.plain.addText(`${[LINE_COLUMN, ...columns].map((name) => this.#cell(name)).join(',')}\n`);
  }

  brokenLine(line: number, reason: string, text: string): void {
    this.#rejects.add({ line, reason, record: text });
  }

  end(): void {
    this.stream.end(this.#scanned.cut);
    this.flush();
  }

  result(path: string): Rewritten {
    const { rejects } = this.#rejects;
    return {
      file: {
        path,
        columns: [LINE_COLUMN, ...this.#columns],
        delimiter: ',',
        quoted: this.#quoted,
        newline: '\n',
        records: this.#records,
        lineColumn: LINE_COLUMN,
        ...(!this.#scanned.lines && { lineIs: 'record' }),
      },
      rejects,
      read: this.#records + rejects.length,
      emptyLines: 0,
    };
  }

  #write(texts: RecordTexts, number: number): void {
    let row = String(this.#scanned.lines ? this.stream.line : number);
    for (let column = 0; column < this.#columns.length; column++)
      row += `,${this.#cell(texts[column] ?? '')}`;
    if (row.length > MAX_RECORD_BYTES / 3 && Buffer.byteLength(row) > MAX_RECORD_BYTES)
      return this.#reject('The record is longer than 16 MiB.', row, number);
    this.plain.addText(`${row}\n`);
    this.#records++;
  }

  #reject(reason: string, record: string, number: number): void {
    const line = this.#scanned.lines ? this.stream.line : number;
    this.#rejects.add({ line, reason, record: record.slice(0, MAX_REJECT_LENGTH) });
  }

  #cell(text: string): string {
    if (!/[",\n\r]/.test(text)) return text;
    this.#quoted = true;
    return `"${text.replaceAll('"', '""')}"`;
  }
}
