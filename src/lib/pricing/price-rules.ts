import Big from 'big.js';
import { PROMPT_BOUNDS } from './prompt-bounds';

/** A price per million tokens: a plain decimal with at most 6 places, so that costs are exact at 12. */
export const PRICE_DECIMAL = /^\d{1,9}(\.\d{1,6})?$/;

/** A price in one spelling: 2.50 → 2.5, so that equal prices are equal text. */
export function canonicalPrice(decimal: string): string {
  return new Big(decimal).toFixed();
}

/** Whether usage is kept apart at this prompt size: a price with another threshold could not be computed. */
export function isPromptBound(tokens: number): boolean {
  return (PROMPT_BOUNDS as readonly number[]).includes(tokens);
}
