import type { ExplanationKind } from '$lib/charges/explanation';
import type { Reconciled } from '$lib/charges/reconcile';
import type { RatePolicy } from '$lib/usage/filters';

/**
 * Computed against charged (api.md "Reconciliation"). Money is a decimal with 12 places in the row's own currency: that
 * of the charge, never converted; where an exchange rate had a part in what is computed, the row says so.
 */
export interface ReconciliationAnswer {
  /** A gap of at most so many percent of what was charged is agreement. */
  tolerance_pct: number;
  /** By which rates something was converted, where it had to be. */
  rate: RatePolicy['policy'];
  /** Biggest gaps first; what is not charged comes last. */
  rows: ReconciliationRow[];
  /** Per route, month and currency: all models together, and the invoice. In order of route, newest month first. */
  months: ReconciliationMonth[];
  /** Per currency, of the rows that have both amounts; and what the others have, which is in no gap. */
  totals: ReconciliationTotal[];
  /** What request logs say of usage that a cost export charges, by currency: it is in no figure here. */
  set_aside: Record<string, string>;
}

/** How far charged is from computed. */
export interface ComparedAmounts {
  currency: string | null;
  /** Null where no source says what was charged. */
  charged: string | null;
  /** List × terms; null where nothing can be computed. */
  computed: string | null;
  /** charged − computed. */
  gap: string | null;
  /** Of what was charged; null where that is 0. */
  gap_pct: number | null;
  status: Reconciled['status'];
}

export interface ReconciliationRow extends ComparedAmounts {
  route: string;
  provider: string | null;
  /** Canonical id, the name as reported, or the line item of a charge without usage. */
  model: string;
  month: string;
  /** True where an exchange rate had a part in what is computed. */
  computed_is_converted: boolean;
  explanations: ReconciliationExplanation[];
}

export interface ReconciliationTotal extends ComparedAmounts {
  /** Computed for usage that no source says the charge of. */
  not_charged: string | null;
  /** Charged where nothing can be computed. */
  not_computed: string | null;
}

export interface ReconciliationExplanation {
  kind: ExplanationKind;
  /** A part that the gap is made of; else one of several ways to explain what these parts leave. */
  certain: boolean;
  amount: string;
  explains_pct: number;
  what: string;
}

export interface ReconciliationMonth extends ComparedAmounts {
  route: string;
  month: string;
  invoice: {
    amount: string;
    note: string | null;
    by: string | null;
    at: string;
    /** invoice − charged, invoice − computed; null where that is not known. */
    against_charged: InvoiceGap | null;
    against_computed: InvoiceGap | null;
  } | null;
}

export interface InvoiceGap {
  gap: string;
  /** Of the invoice; null where that is 0. */
  gap_pct: number | null;
  agrees: boolean;
}
