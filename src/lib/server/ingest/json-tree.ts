import { JsonBroken, JsonReader, type JsonEvents, type JsonScalar } from './json-reader';

/** A JSON value whose numbers keep their digits. */
export type Json = JsonScalar | Json[] | Map<string, Json>;

/** Characters that a value may have to be kept: with names and numbers well within the 16 MiB of a record. */
const MOST_CHARACTERS = 4 << 20;
const MOST_MEMBERS = 10_000;

/** Builds one value from what a reader meets. What is wrong with it is in `problem`; it stays small then. */
export class TreeBuilder implements JsonEvents {
  value: Json | undefined;
  /** Why the value cannot be used: a name twice in an object, or too much of it. */
  problem: string | undefined;
  readonly #open: (Json[] | Map<string, Json>)[] = [];
  #name = '';
  #characters = 0;
  #skip: (name: string) => boolean;
  #skipping = false;

  /** `skip` says which members of the outermost object are not kept. */
  constructor(skip: (name: string) => boolean = () => false) {
    this.#skip = skip;
  }

  /** Is the value complete? */
  get done(): boolean {
    return this.value !== undefined && this.#open.length === 0;
  }

  openObject(): void {
    this.#push(new Map());
  }

  openList(): void {
    this.#push([]);
  }

  closeObject(): void {
    this.#open.pop();
  }

  closeList(): void {
    this.#open.pop();
  }

  name(text: string): void {
    if (this.#open.length === 1) this.#skipping = this.#skip(text);
    else if (this.#skipping) return;
    const object = this.#open.at(-1) as Map<string, Json>;
    if (object.has(text)) this.problem ??= `the name ${text.slice(0, 100)} is twice in an object`;
    else if (object.size >= MOST_MEMBERS) this.problem ??= 'an object has more than 10,000 members';
    else object.set(text, null);
    this.#name = text;
    this.#count(text.length);
  }

  scalar(value: JsonScalar): void {
    this.#count(sizeOf(value));
    this.#put(value);
  }

  #push(value: Json[] | Map<string, Json>): void {
    this.#put(value);
    this.#open.push(value);
  }

  #put(value: Json): void {
    const parent = this.#open.at(-1);
    if (parent === undefined) this.value = value;
    else if (this.#skipping || this.problem !== undefined) return;
    else if (Array.isArray(parent)) parent.push(value);
    else parent.set(this.#name, value);
  }

  #count(characters: number): void {
    if (this.#skipping) return;
    this.#characters += characters + 1;
    if (this.#characters > MOST_CHARACTERS)
      this.problem ??= 'the record holds more than 4 MiB of what is to be read';
  }
}

function sizeOf(value: JsonScalar): number {
  if (typeof value === 'string') return value.length;
  return value !== null && typeof value === 'object' ? value.number.length : 4;
}

/** Reads one JSON value that a text holds. Throws JsonBroken where it is none, or one that cannot be used. */
export function parseJson(text: string): Json {
  const tree = new TreeBuilder();
  const reader = new JsonReader(tree);
  reader.write(Buffer.from(`${text}\n`));
  reader.end();
  if (tree.value === undefined) throw new JsonBroken('there is no value', 0);
  if (tree.problem !== undefined) throw new JsonBroken(tree.problem, 0);
  return tree.value;
}

/** A value as compact JSON, numbers as they were. */
export function jsonText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (value instanceof Map)
    return `{${[...value].map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`).join(',')}}`;
  return value !== null && typeof value === 'object' ? value.number : JSON.stringify(value);
}
