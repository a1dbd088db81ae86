import type { Tokens } from './token-classes';

/** What becomes of usage that an earlier upload may hold too, where no request ids tell. */
export const OVERLAP_DECISIONS = ['replace', 'keep'] as const;
export type OverlapDecision = (typeof OVERLAP_DECISIONS)[number];

/** The part of a new upload that an earlier one may hold too: same time, route, model and labels. Plain JSON. */
export interface Overlap {
  earlier: OverlapSide;
  added: OverlapSide;
  /** The period that both cover, RFC 3339 UTC, half-open. */
  from: string;
  to: string;
  /** Width of the buckets of time in which the two were compared, in seconds. */
  bucket_seconds: number;
  routes: string[];
  models: string[];
  /** Sums by bucket, route, model and the labels that both have: how many both hold … */
  cells: number;
  /** … and how many of these agree in every count and amount. */
  equal_cells: number;
}

/** One of two uploads with its figures of the part that both hold. */
export interface OverlapSide {
  id: string;
  name: string;
  /** Of the whole upload, RFC 3339 UTC, half-open. */
  from: string;
  to: string;
  records: number;
  /** Null where the source does not tell. */
  requests: number | null;
  tokens: Tokens;
  /** Decimal amounts by currency; empty where the source says nothing of charges. */
  charged: Record<string, string>;
}
