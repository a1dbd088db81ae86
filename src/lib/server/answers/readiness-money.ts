import { moneyAbove } from '$lib/readiness/judge';
import { isUnrated } from '$lib/usage/basis';
import { formatDay } from '$lib/usage/day';
import { decimalToPico, divideHalfEven, picoToDecimal } from '$lib/usage/money';
import { completeDays } from './readiness-days';
import { notInData, type MeasureContext, type Measured } from './readiness-measure';
import { spend } from './spend';

const MONTH_DAYS = 30;

/**
 * The monthly bill in USD: landed spend on the official routes in their last 30 complete days, brought to 30 days.
 * Usage without a price or a rate is in no sum, so that a sum under the threshold says nothing while there is some.
 */
export async function measureBill(
  { filters, official }: MeasureContext,
  threshold: number,
): Promise<Measured> {
  const scope = { ...filters, routes: official, currency: 'USD' };
  const days = official.length > 0 ? await completeDays(scope) : undefined;
  if (!days)
    return notInData('The data has no complete day of usage on an official route.', {
      text: 'Upload a usage export of the official provider: its spend is the bill.',
      label: 'Add an export',
      href: '/data',
    });
  const from = Math.max(days.from, days.to - MONTH_DAYS);
  const period = { from: formatDay(from), to: formatDay(days.to) };
  const { totals, basis } = await spend({ ...scope, ...period }, []);
  const length = days.to - from;
  const open = basis.unpriced_tokens > 0 || isUnrated(basis);
  const query = new URLSearchParams([
    ['from', period.from],
    ['to', period.to],
    ...official.map((route): [string, string] => ['route', route]),
  ]);
  const link = { label: 'Spend', href: `/spend?${query.toString()}` };
  const price = {
    kind: 'set' as const,
    text: 'Some usage has no price or no exchange rate: add them, so that the bill is whole.',
    label: 'Add prices',
    href: '/data/prices',
  };
  if (totals.landed === null)
    return {
      state: 'unknown',
      value: null,
      evidence: 'Nothing of the official usage has a price, a rate and terms.',
      link,
      next: price,
    };
  const state = moneyAbove(totals.landed, length, threshold);
  const monthly = divideHalfEven(decimalToPico(totals.landed) * BigInt(MONTH_DAYS), BigInt(length));
  return {
    state: state === 'not met' && open ? 'unknown' : state,
    value: picoToDecimal(monthly),
    evidence: `Landed spend on the official routes in their last ${length === 1 ? 'complete day' : `${length} complete days`}, × 30 ÷ ${length}${open ? '; usage without a price or a rate is not in it' : ''}.`,
    link,
    next: open ? price : null,
  };
}
