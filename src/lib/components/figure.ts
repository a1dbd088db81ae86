import type { EvidenceSpec } from './evidence.svelte';

/** A headline number. One that is not known has the value — and a note that says why. */
export interface Figure {
  label: string;
  value: string;
  /** The value in full, where it was shortened. */
  title?: string;
  note?: string;
  tone?: 'good' | 'bad';
  evidence?: EvidenceSpec;
  /** Where the page about this number is. */
  href?: string;
  /** Requests it rests on, where the sample decides how far to trust it. */
  sample?: number;
}
