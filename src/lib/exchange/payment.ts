import { divideHalfEven, type Pico } from '../usage/money';
import { parseDecimal, product, toFactor } from './decimal';
import { FACTOR_SCALE } from './exact-sum';
import type { Fees, RouteTerms } from './route';
import type { Grouped, SavingsGroup } from './savings-groups';
import { chargedFees, feesAs, multiplierOf } from './terms';

/** What a payer pays for usage on one route, line by line, in pico-units of the reporting currency. */
export interface Payment {
  /** Credit at the market rate, before anything comes on it. */
  credit: Pico;
  topUp: Pico;
  conversion: Pico;
  vat: Pico;
  withholding: Pico;
  /** Sum of the five, exactly: the landed cost. */
  landed: Pico;
}

const NONE: Fees = { topUpPct: '0', topUpMin: '0', conversionPct: '0', vatPct: '0', withholdingPct: '0' };

/**
 * Landed cost of one side of a comparison in its lines: list × multiplier × credit price, then what top-up, conversion,
 * value-added and withholding tax add, in this order, each on what was there before it. Each sum is rounded once, half
 * to even at 12 places, and the lines are differences of them. Undefined where nothing can be costed.
 */
export function paymentOf(
  { groups, home }: Grouped,
  side: 'baseline' | 'candidate',
  creditPrice?: string,
): Payment | undefined {
  if (groups.length === 0) return undefined;
  const sums = [0n, 0n, 0n, 0n, 0n];
  for (const group of groups)
    stepsOf(group, side, home, creditPrice).forEach((step, index) => {
      sums[index] = (sums[index] ?? 0n) + step;
    });
  const round = (index: number): Pico => divideHalfEven(sums[index] ?? 0n, FACTOR_SCALE * FACTOR_SCALE);
  const [credit, toppedUp, converted, withVat, landed] = [round(0), round(1), round(2), round(3), round(4)];
  return {
    credit,
    topUp: toppedUp - credit,
    conversion: converted - toppedUp,
    vat: withVat - converted,
    withholding: landed - withVat,
    landed,
  };
}

function stepsOf(
  group: SavingsGroup,
  side: 'baseline' | 'candidate',
  home: string,
  creditPrice: string | undefined,
): bigint[] {
  const terms: RouteTerms = side === 'baseline' ? group.baselineTerms : group.candidateTerms;
  const price = (side === 'candidate' ? creditPrice : undefined) ?? terms.creditPrice.amount;
  const credit = product(multiplierOf(terms, group.model), parseDecimal(price));
  const { topUpPct, conversionPct, vatPct, withholdingPct } = chargedFees(terms, home);
  const levels: Fees[] = [
    NONE,
    { ...NONE, topUpPct },
    { ...NONE, topUpPct, conversionPct },
    { ...NONE, topUpPct, conversionPct, vatPct },
    { ...NONE, topUpPct, conversionPct, vatPct, withholdingPct },
  ];
  return levels.map((fees) => group.sums[side] * toFactor(product(credit, feesAs(fees))));
}
