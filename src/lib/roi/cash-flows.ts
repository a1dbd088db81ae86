import { adoptionIn, expectedLoss, investment, mirroredIn, type Scenario } from './scenario';

/** One month of a scenario with all that its flow is made of; month 0 holds the one-time cost. Amounts as doubles. */
export interface CashFlow {
  month: number;
  /** Volume against today's: (1 + g)^(m−1). */
  volume: number;
  /** Shares of the traffic. */
  adoption: number;
  mirrored: number;
  /** Everything on the official route: O·v. */
  officialBefore: number;
  /** What stays there: (1 − a)·O·v. */
  officialAfter: number;
  /** (a + p)·R·v, before credits. */
  relayBill: number;
  /** The part of that bill which free credits pay. */
  credits: number;
  running: number;
  expectedLoss: number;
  oneTime: number;
  /** officialBefore − officialAfter − relayBill + credits − running − expectedLoss − oneTime. */
  flow: number;
  cumulative: number;
}

/** The flows of a scenario, months 0 to H (model.md section 9). */
export function cashFlows(scenario: Scenario): CashFlow[] {
  const start = startOf(investment(scenario));
  const flows = [start];
  const loss = expectedLoss(scenario);
  let creditsLeft = scenario.credits;
  let before = start;
  for (let month = 1; month <= scenario.horizonMonths; month += 1) {
    before = nextMonth(scenario, before, creditsLeft, loss);
    creditsLeft -= before.credits;
    flows.push(before);
  }
  return flows;
}

/** What official no longer bills less what the relay bills, before credits, running costs and losses. */
export function grossSaving(
  scenario: Pick<Scenario, 'officialMonthly' | 'relayMonthly'>,
  { adoption, mirrored, volume }: Pick<CashFlow, 'adoption' | 'mirrored' | 'volume'>,
): number {
  return (
    adoption * scenario.officialMonthly * volume - (adoption + mirrored) * scenario.relayMonthly * volume
  );
}

function nextMonth(scenario: Scenario, last: CashFlow, creditsLeft: number, loss: number): CashFlow {
  const month = last.month + 1;
  const volume = month === 1 ? 1 : last.volume * (1 + scenario.growthPct / 100);
  const adoption = adoptionIn(scenario, month);
  const mirrored = mirroredIn(scenario, month);
  const relayBill = (adoption + mirrored) * scenario.relayMonthly * volume;
  const credits = Math.min(creditsLeft, relayBill);
  const saving = grossSaving(scenario, { adoption, mirrored, volume });
  const flow = saving + credits - scenario.monthlyRunning - loss;
  return {
    month,
    volume,
    adoption,
    mirrored,
    officialBefore: scenario.officialMonthly * volume,
    officialAfter: (1 - adoption) * scenario.officialMonthly * volume,
    relayBill,
    credits,
    running: scenario.monthlyRunning,
    expectedLoss: loss,
    oneTime: 0,
    flow,
    cumulative: last.cumulative + flow,
  };
}

function startOf(oneTime: number): CashFlow {
  const nothing = { volume: 0, adoption: 0, mirrored: 0, officialBefore: 0, officialAfter: 0, relayBill: 0 };
  const out = oneTime === 0 ? 0 : -oneTime;
  return {
    month: 0,
    ...nothing,
    credits: 0,
    running: 0,
    expectedLoss: 0,
    oneTime,
    flow: out,
    cumulative: out,
  };
}
