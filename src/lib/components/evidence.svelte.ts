/** What is said when somebody asks "why" of a number: the same panel everywhere (Evidence.svelte). */
export interface EvidenceSpec {
  /** What the number is: "Saving a month". */
  title: string;
  /** The number as shown. */
  value: string;
  /** In words, with the field's terms: "Saving = landed cost on official − landed cost on Relay A". */
  formula: string;
  /** The same formula with the inputs filled in: "¥35,362 = ¥41,603 − ¥6,241". */
  working?: string;
  inputs?: { label: string; value: string; note?: string }[];
  /** Prices and rates: what it is, whose it is, of when, how old. */
  sources?: { what: string; source: string; date?: string; age?: string; stale?: boolean }[];
  /** Usage rows behind the number. */
  rowsUsed?: number;
  /** What could not be used: how many, of what, and why. */
  leftOut?: { count: number; what: string; why: string }[];
  /** Where the rows are, where prices and rates are kept. */
  links?: { label: string; href: string }[];
}

/** The panel that the layout holds; `undefined` while it is closed. */
class EvidencePanel {
  shown = $state.raw<EvidenceSpec | undefined>();

  show(spec: EvidenceSpec): void {
    this.shown = spec;
  }

  hide(): void {
    this.shown = undefined;
  }
}

export const evidence = new EvidencePanel();
