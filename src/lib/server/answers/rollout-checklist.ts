import { BUDGET_MS } from '$lib/latency/budget';
import { CHECKLIST, type CheckId } from '$lib/rollout/checklist';
import type { ImportEstimate } from '$lib/rollout/import-time';
import type { Filters } from '$lib/usage/filters';
import { decimalToPico, roundForDisplay, type Pico } from '$lib/usage/money';
import { actuals } from './actuals';
import { conversationFacts } from './conversation-facts';
import { errors } from './errors';
import { keyBursts } from './errors-of-keys';
import { latency } from './latency';
import type { CheckRow, RolloutAnswer } from './rollout-answer';
import type { CheckWord } from './rollout-documents';
import type { RoutePair } from './savings';
import { keptScenarios } from './scenarios';

type Evidence = Pick<CheckRow, 'state' | 'evidence' | 'link'>;

/** What other parts of the answer know already. */
interface Known {
  parallel: RolloutAnswer['parallel'];
  relayRequests: number;
  estimate: ImportEstimate | null;
}

const WHOLE = new Intl.NumberFormat('en');
const PERCENT = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** The steps of the migration: measured where usage tells, declared elsewhere; a declaration stands above a measurement. */
export async function checklist(
  filters: Filters,
  pair: RoutePair,
  words: Map<string, CheckWord>,
  known: Known,
): Promise<CheckRow[]> {
  const measured = await measuredChecks(filters, pair, known);
  return CHECKLIST.map((check) => {
    const found = measured[check.id];
    const word = words.get(check.id);
    return {
      ...check,
      ...found,
      state: word ? (word.declared ? 'met' : 'not met') : found.state,
      source: word ? 'declared' : 'measured',
      by: word?.by ?? null,
      on: word?.on ?? null,
      note: word?.note ?? null,
    };
  });
}

async function measuredChecks(
  filters: Filters,
  pair: RoutePair,
  { parallel, relayRequests, estimate }: Known,
): Promise<Record<CheckId, Evidence>> {
  const facts = await conversationFacts(filters);
  const conversations = { label: 'Conversations', href: '/conversations' };
  const share = (of: { turns: number; of: number; share_pct: number | null }, what: string): Evidence =>
    of.share_pct === null
      ? unknown(
          'This data tells no conversations: upload a request log with a conversation id.',
          conversations,
        )
      : {
          state: 'met',
          evidence: `${PERCENT.format(of.share_pct)} % of ${WHOLE.format(of.of)} turns ${what}.`,
          link: conversations,
        };
  return {
    state_audit: unknown('Usage does not tell where state is kept: declare it.'),
    endpoint:
      relayRequests > 0
        ? {
            state: 'met',
            evidence: `${WHOLE.format(relayRequests)} requests ran on ${pair.candidate.name}.`,
            link: { label: 'Spend by route', href: '/spend?by=route' },
          }
        : unknown(`No request of this data ran on ${pair.candidate.name}.`),
    session_lifecycle: share(facts.timeout, `come after more than ${facts.timeout.minutes} minutes`),
    history_import: unknown(
      estimate
        ? `${WHOLE.format(facts.conversations)} conversations with ${WHOLE.format(facts.messages)} messages are there to move; whether it is done, usage does not tell.`
        : 'This data tells no conversations to move.',
    ),
    monitoring: await monitoring({ ...filters, routes: [pair.candidate.id] }, pair, relayRequests),
    triggers: unknown(
      'Whether somebody has rolled back to try, usage does not tell: declare it, with name and date.',
    ),
    key_rotation: await keyRotation(filters),
    context_window: share(facts.overflow, `have more than ${facts.overflow.messages} earlier messages`),
    parallel_run: {
      state: relayRequests === 0 ? 'unknown' : parallel.met ? 'met' : 'not met',
      evidence: `${WHOLE.format(parallel.hours)} hours with ${parallel.min_requests} requests or more on each route, of ${parallel.gate_hours}.`,
      link: { label: 'Parallel run', href: '/rollout#parallel-run' },
    },
    savings: await savingsSoFar(filters),
  };
}

function unknown(evidence: string, link: Evidence['link'] = null): Evidence {
  return { state: 'unknown', evidence, link };
}

async function monitoring(filters: Filters, { candidate }: RoutePair, requests: number): Promise<Evidence> {
  if (requests === 0) return unknown(`No request of this data ran on ${candidate.name}.`);
  const [{ rows: outcomes }, { rows: durations }, facts] = await Promise.all([
    errors(filters, ['route']),
    latency(filters, ['route'], 'duration', BUDGET_MS),
    conversationFacts(filters),
  ]);
  const missing = [
    ...((outcomes[0]?.attempts ?? 0) > 0 ? [] : ['errors']),
    ...((durations[0]?.measured ?? 0) > 0 ? [] : ['latency']),
    ...(facts.conversations > 0 ? [] : ['sessions']),
  ];
  return {
    state: missing.length === 0 ? 'met' : 'not met',
    evidence:
      missing.length === 0
        ? `Records of ${candidate.name} hold sessions, volume, errors and latency.`
        : `Records of ${candidate.name} hold no ${missing.join(' and no ')}.`,
    link: { label: 'Latency and errors', href: `/latency?route=${encodeURIComponent(candidate.id)}` },
  };
}

async function keyRotation(filters: Filters): Promise<Evidence> {
  const { rows } = await keyBursts(filters);
  const [last] = [...rows].sort((a, b) => (a.starts_at < b.starts_at ? 1 : -1));
  const seen = last
    ? ` A key was refused ${WHOLE.format(last.auth_errors)} times from ${last.starts_at.slice(0, 16).replace('T', ' ')} UTC on, as after a rotation.`
    : '';
  return unknown(
    `Whether a rotation was rehearsed, usage does not tell.${seen}`,
    last ? { label: 'Errors of keys', href: '/latency' } : null,
  );
}

async function savingsSoFar(filters: Filters): Promise<Evidence> {
  const link = { label: 'ROI', href: '/roi' };
  const [saved] = await keptScenarios(filters);
  if (!saved)
    return unknown('No scenario is saved: there is no projection to hold the savings against.', link);
  const { rows, currency } = await actuals(saved);
  const over = rows.filter(({ complete, projected }) => complete && projected !== null);
  if (over.length === 0) return unknown(`No month of ${saved.name} is over yet.`, link);
  const sum = (amounts: (string | null)[]): Pico =>
    amounts.reduce((total, amount) => total + decimalToPico(amount ?? '0'), 0n);
  const realised = sum(over.map((row) => row.realised));
  const projected = sum(over.map((row) => row.projected));
  return {
    state: realised >= projected ? 'met' : 'not met',
    evidence: `${over.length === 1 ? 'One month' : `${over.length} months`} of ${saved.name}: ${currency} ${whole(realised)} saved, ${whole(projected)} projected.`,
    link,
  };
}

function whole(amount: Pico): string {
  return WHOLE.format(BigInt(roundForDisplay(amount, 0)));
}
