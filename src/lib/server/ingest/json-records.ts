import { JsonBroken, type JsonEvents, type JsonScalar } from './json-reader';
import { UnusableRecord, type JsonColumns, type RecordTexts } from './json-columns';
import { jsonText, TreeBuilder, type Json } from './json-tree';
import { Refused } from './refusal';

/** Characters of records that wait for members of the objects around them, which may come after them. */
const MOST_WAITING = 8 << 20;

/** What becomes of records, each with its number in the file, from 1. */
export interface JsonRecordTaker {
  record(texts: RecordTexts, number: number): void;
  reject(reason: string, record: string, number: number): void;
}

/** An object or a list on the way to the records. */
interface Around {
  list: boolean;
  /** Steps of the place that lead here. */
  steps: number;
  /** Steps that lead to the next value in it; −1 off the way. */
  next: number;
  /** Where its members are named from, and the name of the next value. */
  prefix: string;
  name: string;
  names: Set<string>;
  texts: RecordTexts;
  /** Columns that records which have already left went without. */
  missed?: Set<number>;
}

interface Waiting {
  number: number;
  texts: RecordTexts;
  around: Around[];
}

/**
 * Finds the records at a place (`data[].results[]`) of JSON and their texts, with those of the objects around them.
 * Records wait until what is around them is closed, or too many wait: a member that would have come too late is refused.
 */
export class JsonRecords implements JsonEvents {
  readonly #steps: string[];
  readonly #columns: JsonColumns;
  readonly #taker: JsonRecordTaker;
  readonly #mostWaiting: number;
  readonly #around: Around[] = [];
  #waiting: Waiting[] = [];
  #waitingCharacters = 0;
  #tree: TreeBuilder | undefined;
  #isRecord = false;
  #records = 0;
  /** Open objects and lists of a value that nobody reads. */
  #skipped = 0;

  constructor(place: string, columns: JsonColumns, taker: JsonRecordTaker, mostWaiting = MOST_WAITING) {
    this.#steps = place === '' ? [] : place.replaceAll('[]', '.[]').split('.');
    this.#columns = columns;
    this.#taker = taker;
    this.#mostWaiting = mostWaiting;
  }

  /** Forgets what is open and the records of the value at hand: it turned out to be broken. */
  abandon(): void {
    this.#around.length = 0;
    this.#waiting = [];
    this.#waitingCharacters = 0;
    this.#tree = undefined;
    this.#skipped = 0;
  }

  openObject(): void {
    if (this.#tree) return this.#tree.openObject();
    if (this.#skipped > 0) return void this.#skipped++;
    const steps = this.#stepsHere();
    if (steps === this.#steps.length) this.#build(true).openObject();
    else if (steps >= 0 && this.#steps[steps] !== '[]') this.#enter(false, steps, -1);
    else if (this.#isRead()) this.#build(false).openObject();
    else this.#skipped++;
  }

  openList(): void {
    if (this.#tree) return this.#tree.openList();
    if (this.#skipped > 0) return void this.#skipped++;
    const steps = this.#stepsHere();
    if (this.#around.length === 0) this.#enter(true, 0, 0);
    else if (steps >= 0 && this.#steps[steps] === '[]') this.#enter(true, steps, steps + 1);
    else if (this.#isRead()) this.#build(false).openList();
    else this.#skipped++;
  }

  closeObject(): void {
    if (this.#tree) this.#tree.closeObject();
    this.#closed();
  }

  closeList(): void {
    if (this.#tree) this.#tree.closeList();
    this.#closed();
  }

  name(text: string, at: number): void {
    if (this.#tree) return this.#tree.name(text);
    const around = this.#around.at(-1);
    if (this.#skipped > 0 || !around) return;
    if (around.names.has(text))
      throw new JsonBroken(`the name ${text.slice(0, 100)} is twice in an object`, at);
    if (around.names.size > 10_000)
      throw new JsonBroken('an object around records has more than 10,000 members', at);
    around.names.add(text);
    around.next = this.#steps[around.steps] === text ? around.steps + 1 : -1;
    around.name = around.prefix === '' ? text : `${around.prefix}.${text}`;
  }

  scalar(value: JsonScalar): void {
    if (this.#tree) return this.#tree.scalar(value);
    if (this.#skipped > 0) return;
    if (this.#stepsHere() === this.#steps.length)
      this.#taker.reject('The record is no object.', jsonText(value).slice(0, 100), ++this.#records);
    else if (this.#isRead()) {
      this.#build(false).scalar(value);
      this.#treeEnded();
    }
    this.#valueEnded();
  }

  /** Lets all records go that still wait. */
  flush(): void {
    for (const { number, texts, around } of this.#waiting)
      this.#taker.record(complete(texts, around), number);
    this.#waiting = [];
    this.#waitingCharacters = 0;
  }

  #stepsHere(): number {
    return this.#around.length === 0 ? 0 : (this.#around.at(-1) as Around).next;
  }

  #enter(list: boolean, steps: number, next: number): void {
    const outer = this.#around.at(-1);
    const prefix = list || !outer || outer.list ? '' : outer.name;
    this.#around.push({ list, steps, next, prefix, name: '', names: new Set(), texts: [] });
  }

  #build(isRecord: boolean): TreeBuilder {
    this.#isRecord = isRecord;
    this.#tree = new TreeBuilder(isRecord ? (name) => !this.#columns.reads(name) : undefined);
    return this.#tree;
  }

  /** Is the next value a member of an object around the records that somebody reads? */
  #isRead(): boolean {
    const around = this.#around.at(-1);
    return around !== undefined && !around.list && this.#columns.reads(around.name);
  }

  #closed(): void {
    if (this.#skipped > 0) this.#skipped--;
    else if (this.#tree?.done) this.#treeEnded();
    else if (!this.#tree) this.#around.pop();
    this.#valueEnded();
  }

  #valueEnded(): void {
    if (!this.#tree && this.#skipped === 0 && this.#around.length === 0) this.flush();
  }

  #treeEnded(): void {
    const { value, problem } = this.#tree as TreeBuilder;
    this.#tree = undefined;
    if (value === undefined) return;
    if (this.#isRecord) this.#takeRecord(value, problem);
    else this.#takeMember(value, problem);
  }

  #takeRecord(value: Json, problem: string | undefined): void {
    const number = ++this.#records;
    try {
      if (problem !== undefined) throw new UnusableRecord(`In the record, ${problem}.`);
      const texts = this.#columns.read(value);
      this.#waiting.push({ number, texts, around: this.#around.filter(({ list }) => !list) });
      for (const text of texts) this.#waitingCharacters += (text?.length ?? 0) + 16;
      if (this.#waitingCharacters > this.#mostWaiting) this.#letGo();
    } catch (error) {
      if (!(error instanceof UnusableRecord)) throw error;
      this.#taker.reject(error.message, jsonText(value), number);
    }
  }

  #takeMember(value: Json, problem: string | undefined): void {
    const around = this.#around.at(-1) as Around;
    if (problem !== undefined) throw refusedAround(`${around.name}: ${problem}.`);
    try {
      this.#columns.read(value, around.name, around.texts);
    } catch (error) {
      throw error instanceof UnusableRecord ? refusedAround(error.message) : error;
    }
    for (const column of around.missed ?? [])
      if (around.texts[column] !== undefined) throw tooLate(this.#columns.names[column] ?? '');
  }

  /** Lets records go while objects around them are open, and marks there what they lack. */
  #letGo(): void {
    for (const { texts, around } of this.#waiting) {
      const whole = complete(texts, around);
      const lacking = this.#columns.names.flatMap((_, column) => (whole[column] === undefined ? column : []));
      for (const outer of around.filter((one) => this.#around.includes(one)))
        for (const column of lacking) (outer.missed ??= new Set()).add(column);
    }
    this.flush();
  }
}

/** A record's texts with those of the objects around it where it has none, the innermost first. */
function complete(texts: RecordTexts, around: Around[]): RecordTexts {
  for (const outer of around.toReversed())
    outer.texts.forEach((text, column) => {
      texts[column] ??= text;
    });
  return texts;
}

function refusedAround(message: string): Refused {
  return new Refused(
    422,
    'broken-json',
    'The JSON cannot be read',
    `In an object around the records: ${message}`,
  );
}

function tooLate(name: string): Refused {
  const detail = `${name} comes after more than 8 MiB of the records that it belongs to. Write it before them, or split the file.`;
  return new Refused(422, 'late-member', 'The JSON cannot be read in one go', detail);
}
