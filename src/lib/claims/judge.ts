import type { Check, CheckKind, ClaimSpec } from './claim-spec';
import type { Judgement } from './judgement';
import { judgeLatencyDelta, judgeUnderBudget, type BudgetFacts, type MatchedFacts } from './latency-claims';
import { judgeArithmetic, judgeInput, judgeNotCheckable } from './plain-claims';
import { judgePriceEquality, type PriceFacts } from './price-claim';
import { judgeSavingAmount, judgeSavingPct, type SavingFacts } from './saving-claims';

/** Where what this team's data says comes from; only what a claim's check needs is asked for. */
export interface FactSource {
  saving: (currency?: string) => Promise<SavingFacts>;
  matched: (check: Extract<Check, { kind: 'latency_delta' }>) => Promise<MatchedFacts>;
  budget: (check: Extract<Check, { kind: 'under_budget' }>, budgetMs: number) => Promise<BudgetFacts>;
  prices: () => Promise<PriceFacts>;
}

type Judges = {
  [Kind in CheckKind]: (
    claim: ClaimSpec & { check: Extract<Check, { kind: Kind }> },
    facts: FactSource,
  ) => Judgement | Promise<Judgement>;
};

const JUDGES: Judges = {
  saving_pct: async (claim, facts) => judgeSavingPct(claim, await facts.saving()),
  saving_amount: async (claim, facts) =>
    judgeSavingAmount(claim, await facts.saving(claim.unit ?? undefined)),
  latency_delta: async (claim, facts) => judgeLatencyDelta(claim, await facts.matched(claim.check)),
  under_budget: async (claim, facts) =>
    judgeUnderBudget(claim, await facts.budget(claim.check, Number(claim.figure))),
  price_equality: async (_, facts) => judgePriceEquality(await facts.prices()),
  arithmetic: (claim) => judgeArithmetic(claim),
  not_checkable: (claim) => judgeNotCheckable(claim),
  input: (claim) => judgeInput(claim),
};

/** A claim's verdict by its check (model.md section 10). */
export async function judge(claim: ClaimSpec, facts: FactSource): Promise<Judgement> {
  const judgeOne = JUDGES[claim.check.kind] as (
    claim: ClaimSpec,
    facts: FactSource,
  ) => Judgement | Promise<Judgement>;
  return judgeOne(claim, facts);
}
