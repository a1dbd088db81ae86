import type { Tried } from '../store';
import { chargeLines } from './charge-lines';
import type { Reader } from './engine';
import { facets } from './facets';
import { routes } from './routes';
import { spendCells } from './spend-cells';

/** What is there within a transaction, before it is committed or rolled back. */
export function triedBy(within: Reader): Tried {
  return {
    spendCells: (scope, labels, promptBounds, dayParts) =>
      spendCells(within, scope, labels, promptBounds, dayParts),
    chargeLines: (scope, labels) => chargeLines(within, scope, labels),
    facets: (scope) => facets(within, scope),
    routes: () => routes(within),
  };
}
