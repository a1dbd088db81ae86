/** A month whose landed cost a change moves, or whose usage. Null: no figure. */
export interface EffectRow {
  /** YYYY-MM. */
  month: string;
  before: string | null;
  after: string | null;
}

/** What an upload does to months that had figures before. Plain JSON. */
export interface UploadEffect {
  upload: string;
  currency: string;
  effect: EffectRow[];
  /** Months that it is the first to bring usage or charges of, YYYY-MM. */
  new_months: string[];
}

/** What one would do that is not stored yet. */
export interface TriedEffect extends UploadEffect {
  /** Those of `effect` that are over: before the newest month that has data. */
  late_months: string[];
}
