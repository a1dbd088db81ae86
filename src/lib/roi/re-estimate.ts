import { cashFlows, type CashFlow } from './cash-flows';
import { payback } from './payback';
import { expectedLoss, type Found, type Scenario } from './scenario';

/** What a month of a plan was to save: official cost avoided less the relay's bill after credits. */
export function projectedSaving({ officialBefore, officialAfter, relayBill, credits }: CashFlow): number {
  return officialBefore - officialAfter - relayBill + credits;
}

/**
 * Payback with what happened in place of what was planned: the months realised so far, then the plan at the share of
 * itself that the last of them reached. Running costs, mean losses and the one-time cost stay as planned.
 */
export function reEstimatedPayback(scenario: Scenario, realised: readonly number[]): Found {
  const months = cashFlows(scenario);
  const reached = shareReached(months, realised);
  const costs = scenario.monthlyRunning + expectedLoss(scenario);
  let sum = 0;
  const cumulative = months.map((planned) => {
    const saving = realised[planned.month - 1] ?? projectedSaving(planned) * reached;
    sum += planned.month === 0 ? planned.flow : saving - costs;
    return sum;
  });
  return payback(cumulative);
}

/** Realised ÷ projected in the last realised month; 1 where nothing was projected for it, or nothing has happened. */
function shareReached(months: CashFlow[], realised: readonly number[]): number {
  const planned = months[realised.length];
  const last = realised.at(-1);
  const projected = planned ? projectedSaving(planned) : 0;
  return last === undefined || projected <= 0 ? 1 : last / projected;
}
