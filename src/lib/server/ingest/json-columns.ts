import Big from 'big.js';
import { columnKey } from '$lib/formats/column-key';
import { JsonBroken } from './json-reader';
import { jsonText, parseJson, type Json } from './json-tree';

/** A record's texts by column; undefined where it has none. */
export type RecordTexts = (string | undefined)[];

/** A record that cannot be used, in the words of a reject's reason. */
export class UnusableRecord extends Error {
  override name = 'UnusableRecord';
}

const DECIMAL = /^-?\d+(\.\d+)?([eE][+-]?\d{1,4})?$/;
const OTLP_SCALARS = ['stringValue', 'intValue', 'doubleValue', 'boolValue', 'bytesValue'];
const DEEPEST_TEXT = 4;

/** What a name stands for: a column, something inside which columns are, or neither. */
interface Meaning {
  column: number;
  inside: boolean;
}

/**
 * The columns of a plain file that JSON records are written to, and how they are filled: members by their path, lists
 * of keys and values as objects, JSON in texts, sums over lists (see Format).
 */
export class JsonColumns {
  readonly #keys: Map<string, number>;
  readonly #meanings = new Map<string, Meaning>();

  constructor(readonly names: readonly string[]) {
    this.#keys = new Map(names.map((name, index) => [columnKey(name), index]));
  }

  /** Is a member of a record read, or something in it? */
  reads(name: string): boolean {
    const { column, inside } = this.#meaning(name);
    return column >= 0 || inside;
  }

  /** Texts of a record, or of a member of an object around it. Throws UnusableRecord. */
  read(value: Json, name = '', texts: RecordTexts = []): RecordTexts {
    this.#fill(value, name, texts, 0);
    return texts;
  }

  #meaning(name: string): Meaning {
    const known = this.#meanings.get(name);
    if (known) return known;
    const key = columnKey(name);
    const inside = [...this.#keys.keys()].some(
      (column) => key === '' || column.startsWith(`${key}.`) || column.startsWith(`${key}[`),
    );
    const meaning = { column: this.#keys.get(key) ?? -1, inside };
    if (this.#meanings.size < 100_000) this.#meanings.set(name, meaning);
    return meaning;
  }

  #fill(value: Json, name: string, texts: RecordTexts, inTexts: number): void {
    const { column, inside } = this.#meaning(name);
    if (column < 0 && !inside) return;
    if (column >= 0) put(texts, column, value, name);
    if (!inside) return;
    if (value instanceof Map)
      for (const [member, inner] of value) this.#fill(inner, joined(name, member), texts, inTexts);
    else if (Array.isArray(value)) this.#fillList(value, name, texts, inTexts);
    else if (typeof value === 'string' && value.trim() !== '')
      this.#fill(parsed(value, name, inTexts), name, texts, inTexts + 1);
  }

  #fillList(list: Json[], name: string, texts: RecordTexts, inTexts: number): void {
    const pairs = keysAndValues(list);
    if (pairs)
      for (const [key, value] of pairs) this.#fill(unwrapped(value), joined(name, key), texts, inTexts);
    const element = `${name}[]`;
    if (!this.#meaning(element).inside) return;
    for (const value of list)
      if (value instanceof Map)
        for (const [member, inner] of value) this.#fill(inner, `${element}.${member}`, texts, inTexts);
  }
}

function joined(name: string, member: string): string {
  return name === '' ? member : `${name}.${member}`;
}

/** Of a name that occurs more than once in a record, as in a list, the numbers add up. */
function put(texts: RecordTexts, column: number, value: Json, name: string): void {
  const text = textOf(value);
  if (text === undefined) return;
  if (text.includes('\0')) throw new UnusableRecord(`${name} holds the character NUL.`);
  const earlier = texts[column];
  texts[column] = earlier !== undefined && name.includes('[]') ? sum(earlier, text) : text;
}

function sum(earlier: string, text: string): string {
  if (!DECIMAL.test(earlier)) return earlier;
  return DECIMAL.test(text) ? new Big(earlier).plus(text).toFixed() : text;
}

/** Undefined for null and the empty text. */
function textOf(value: Json): string | undefined {
  if (value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  return 'number' in value && !(value instanceof Map)
    ? (value as { number: string }).number
    : jsonText(value);
}

function parsed(text: string, name: string, inTexts: number): Json {
  if (inTexts >= DEEPEST_TEXT) throw new UnusableRecord(`${name}: JSON in texts of JSON, too deep.`);
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonBroken)) throw error;
    throw new UnusableRecord(`${name} is no JSON: ${error.message}.`);
  }
}

/** The pairs of a list that holds nothing but objects of a key and a value. */
function keysAndValues(list: Json[]): [string, Json][] | undefined {
  const pairs: [string, Json][] = [];
  for (const item of list) {
    const key = item instanceof Map && item.size === 2 ? item.get('key') : undefined;
    if (typeof key !== 'string' || !(item instanceof Map) || !item.has('value')) return undefined;
    pairs.push([key, item.get('value') as Json]);
  }
  return pairs.length > 0 ? pairs : undefined;
}

/** An OpenTelemetry value as the value that it stands for; any other as it is. */
function unwrapped(value: Json): Json {
  if (!(value instanceof Map) || value.size !== 1) return value;
  const [[kind, inner]] = value as unknown as [[string, Json]];
  if (OTLP_SCALARS.includes(kind)) return inner;
  const values = inner instanceof Map ? inner.get('values') : undefined;
  if (kind === 'arrayValue' && Array.isArray(values)) return values.map(unwrapped);
  if (kind === 'kvlistValue' && Array.isArray(values))
    return new Map((keysAndValues(values) ?? []).map(([key, one]) => [key, unwrapped(one)]));
  return value;
}
