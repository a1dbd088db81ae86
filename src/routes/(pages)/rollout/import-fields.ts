import type { ImportSpec } from '$lib/server/answers/rollout-documents';

interface ImportField {
  key: keyof ImportSpec;
  label: string;
  min: number;
  max: number;
  /** May be left empty: then as measured. */
  measured: boolean;
}

const field = (
  key: keyof ImportSpec,
  label: string,
  min: number,
  max: number,
  measured = false,
): ImportField => ({
  key,
  label,
  min,
  max,
  measured,
});

/** The inputs of the import time, in the order of the form. */
export const IMPORT_FIELDS: ImportField[] = [
  field('conversations', 'Conversations', 0, 1e9, true),
  field('messages', 'Messages', 0, 1e9, true),
  field('messages_per_request', 'Messages in a request', 1, 10_000),
  field('requests_per_minute', 'Rate limit, requests a minute', 0.01, 1e6),
  field('workers', 'Requests in flight', 1, 10_000),
  field('round_trip_ms', 'Round trip, ms', 0, 600_000),
  field('refused_low_pct', 'Refused at least, %', 0, 90, true),
  field('refused_high_pct', 'Refused at most, %', 0, 90, true),
  field('backoff_base_ms', 'First backoff, ms', 0, 3_600_000),
  field('backoff_most_ms', 'Longest backoff, ms', 0, 3_600_000),
  field('seed', 'Seed', 0, 2_147_483_647),
];
