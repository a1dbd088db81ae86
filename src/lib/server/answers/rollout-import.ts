import { wilson } from '$lib/latency/wilson';
import { DEFAULT_IMPORT, importTime, type ImportInputs } from '$lib/rollout/import-time';
import type { Filters } from '$lib/usage/filters';
import { conversationFacts } from './conversation-facts';
import { errors } from './errors';
import type { RolloutAnswer } from './rollout-answer';
import type { ImportSpec } from './rollout-documents';
import type { RoutePair } from './savings';

/** Attempts on the relay from which its share of refused requests is taken. */
const LEAST_ATTEMPTS = 50;

/** How long moving the conversations in scope would take: as given, else as measured, else as assumed. */
export async function importPart(
  filters: Filters,
  { candidate }: RoutePair,
  spec: ImportSpec,
): Promise<RolloutAnswer['import']> {
  const facts = await conversationFacts(filters);
  const refused = await refusedShare({ ...filters, routes: [candidate.id] }, spec);
  const inputs: ImportInputs = { ...spec, refused_low_pct: refused.low, refused_high_pct: refused.high };
  const conversations = spec.conversations ?? facts.conversations;
  const messages = spec.messages ?? facts.messages;
  const estimate = importTime(conversations, messages, inputs) ?? null;
  return { spec, inputs, conversations, messages, estimate, refused_from: refused.from };
}

async function refusedShare(
  filters: Filters,
  { refused_low_pct: low, refused_high_pct: high }: ImportSpec,
): Promise<{ low: number; high: number; from: RolloutAnswer['import']['refused_from'] }> {
  if (low !== null && high !== null) return { low, high, from: 'given' };
  const [row] = (await errors(filters, ['route'])).rows;
  const measured =
    row && row.attempts >= LEAST_ATTEMPTS ? wilson(row.by_class.rate_limited ?? 0, row.attempts) : undefined;
  if (measured)
    return withGiven(measured.low * 100, Math.min(90, measured.high * 100), low, high, 'measured');
  return withGiven(DEFAULT_IMPORT.refused_low_pct, DEFAULT_IMPORT.refused_high_pct, low, high, 'assumed');
}

/** One end given, the other never on its wrong side. */
function withGiven(
  found: number,
  most: number,
  low: number | null,
  high: number | null,
  from: 'measured' | 'assumed',
) {
  if (low !== null) return { low, high: Math.max(low, most), from };
  if (high !== null) return { low: Math.min(found, high), high, from };
  return { low: found, high: most, from };
}
