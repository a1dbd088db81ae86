/** A saved scenario beside what happened; money in `currency`, decimal with 12 places. Projected figures are estimates. */
export interface ActualsAnswer {
  scenario: { id: string; name: string };
  currency: string;
  /** Month 1 of the plan, YYYY-MM; null where nothing has begun. */
  start_month: string | null;
  rows: ActualMonth[];
  payback: {
    /** Months. */
    planned: number | null;
    /** With the realised months in place of the planned ones; null where none is over, or it never pays back. */
    re_estimated: number | null;
    months_realised: number;
    why: string | null;
  };
  /** Why there are no rows. */
  why: string | null;
}

export interface ActualMonth {
  /** YYYY-MM. */
  month: string;
  /** 1 is the first month of the plan. */
  plan_month: number;
  /** False while the data does not cover the month to its end. */
  complete: boolean;
  /** Null beyond the plan's horizon. */
  projected: string | null;
  realised: string;
  /** Share of the records whose source says what was charged; null without any. */
  charged_pct: number | null;
  /** Share of the relay's usage that counts as sent to both routes, as planned: it saves nothing. */
  mirrored_pct: number;
  /** realised − projected = volume + mix + price + rate, exactly. */
  gap: string | null;
  /** The parts are null where the scenario was made on no measured usage. */
  volume: string | null;
  mix: string | null;
  price: string | null;
  rate: string | null;
  relay_tokens: number;
  /** Tokens of usage that has no figure on one of the routes. */
  left_out_tokens: number;
}
