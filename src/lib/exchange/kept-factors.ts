import type { Day } from '../usage/spend-cell';
import type { Factor } from './exact-sum';
import type { Payer } from './payer';
import type { RateBook } from './rate-book';

/** Factors of one currency under one payer, book, terms (or way in which lots were used up) and multiplier, by day; undefined where there is none. */
export type FactorsByDay = Map<Day, Factor | undefined>;

type OfTerms = Map<object, Map<string, FactorsByDay>>;

const kept = new WeakMap<RateBook, WeakMap<Payer, WeakMap<object, OfTerms>>>();

/**
 * Where factors that were worked out are kept: cells by the ten thousand share a few thousand of them. They live as
 * long as the payer’s object, that is one request; the object must not change meanwhile.
 */
export function keptFactors(
  rates: RateBook,
  payer: Payer,
  terms: object,
  multiplier: object,
  currency: string,
): FactorsByDay {
  const ofPayer = entry(kept, rates, () => new WeakMap<Payer, WeakMap<object, OfTerms>>());
  const ofTerms = entry(ofPayer, payer, () => new WeakMap<object, OfTerms>());
  const ofMultiplier = entry(ofTerms, terms, (): OfTerms => new Map());
  const ofCurrency = entry(ofMultiplier, multiplier, () => new Map<string, FactorsByDay>());
  return entry(ofCurrency, currency, (): FactorsByDay => new Map());
}

interface Table<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

function entry<K, V>(table: Table<K, V>, key: K, make: () => V): V {
  const known = table.get(key);
  if (known !== undefined) return known;
  const made = make();
  table.set(key, made);
  return made;
}
