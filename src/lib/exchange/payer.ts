import type { Filters } from '../usage/filters';
import type { Day } from '../usage/spend-cell';
import { parseDecimal, type Decimal } from './decimal';
import type { RateBook } from './rate-book';

/** Who pays, in which currency it is shown, and by which rates. */
export type Payer = Pick<Filters, 'home' | 'currency' | 'rate'>;

/** Market rate as an exact decimal; undefined where none is known. */
export function rateDecimal(
  rates: RateBook,
  from: string,
  to: string,
  day: Day,
  payer: Pick<Payer, 'rate'>,
): Decimal | undefined {
  const used = rates.on(from, to, day, payer.rate);
  return used && parseDecimal(used.rate);
}
