import type { JsonShape } from '$lib/formats/json-shape';
import type { JsonEvents, JsonScalar } from './json-reader';

/** More different members than this no export has; a map keyed by ids may. */
const MOST_MEMBERS = 20_000;
const LONGEST_NAME = 300;

/** A place in JSON, met once or often. */
interface Place {
  members: Map<string, Place>;
  /** What stands in the list here. */
  elements?: Place;
  /** Objects that stood here. */
  objects: number;
}

/** What is open: an object or a list at a place, and what an object has had so far. */
interface Open {
  place: Place;
  list: boolean;
  /** Where the next value of an object stands. */
  next: Place;
  named: number;
  key?: string;
  hasValue: boolean;
  awaits: '' | 'key' | 'value';
}

/** Finds the shape of JSON from what its reader meets. */
export class JsonShapeScan implements JsonEvents {
  readonly #root: Place = newPlace();
  readonly #open: Open[] = [];
  #members = 0;
  #more = false;

  openObject(): void {
    const place = this.#here();
    place.objects++;
    this.#open.push(newOpen(place, false));
  }

  openList(): void {
    const place = this.#here();
    const around = place === this.#root && this.#open.length === 0;
    const next = around ? place : (place.elements ??= newPlace());
    this.#open.push({ ...newOpen(place, true), next });
  }

  closeObject(): void {
    const { named, key, hasValue } = this.#open.pop() as Open;
    const list = this.#open.at(-1);
    if (named === 2 && key !== undefined && hasValue && list?.list) this.#member(list.place, key);
  }

  closeList(): void {
    this.#open.pop();
  }

  name(text: string): void {
    const open = this.#open.at(-1) as Open;
    open.named++;
    open.awaits = text === 'key' || text === 'value' ? text : '';
    if (open.awaits === 'value') open.hasValue = true;
    open.next = this.#member(open.place, text);
  }

  scalar(value: JsonScalar): void {
    const open = this.#open.at(-1);
    if (open?.awaits === 'key' && typeof value === 'string') open.key = value;
  }

  /** Forgets what is open. */
  abandon(): void {
    this.#open.length = 0;
  }

  /** The shape so far. */
  shape(): JsonShape {
    const shape: JsonShape = { members: [], lists: {}, more: this.#more };
    if (this.#root.objects > 0) shape.lists[''] = this.#root.objects;
    list(this.#root, '', shape);
    return shape;
  }

  /** Where the value that opens stands. */
  #here(): Place {
    return this.#open.at(-1)?.next ?? this.#root;
  }

  #member(place: Place, name: string): Place {
    const known = place.members.get(name);
    if (known) return known;
    const member = newPlace();
    if (this.#members >= MOST_MEMBERS || name.length > LONGEST_NAME) this.#more = true;
    else {
      this.#members++;
      place.members.set(name, member);
    }
    return member;
  }
}

function newPlace(): Place {
  return { members: new Map(), objects: 0 };
}

function newOpen(place: Place, isList: boolean): Open {
  return { place, list: isList, next: place, named: 0, hasValue: false, awaits: '' };
}

function list(place: Place, path: string, shape: JsonShape): void {
  for (const [name, member] of place.members) {
    const here = path === '' ? name : `${path}.${name}`;
    shape.members.push(here);
    list(member, here, shape);
  }
  if (!place.elements) return;
  if (place.elements.objects > 0) shape.lists[`${path}[]`] = place.elements.objects;
  list(place.elements, `${path}[]`, shape);
}
