import type { AnswerPart } from '$lib/components/answer-part';
import type { Figure } from '$lib/components/figure';
import { money, moneyShort, moneyWhole } from '$lib/components/format-money';
import { count, counted, fixed, percent, short } from '$lib/components/format-number';
import type { ConversationsAnswer, WhatIf } from '$lib/server/answers/conversations-answer';
import {
  costEvidence,
  overflowEvidence,
  resentEvidence,
  timeoutEvidence,
  turnsEvidence,
  whatIfEvidence,
} from './conversation-evidence';

/** What history costs, in one sentence, and what the best of the other ways would make of it. */
export function conversationSentence(answer: ConversationsAnswer): AnswerPart[] {
  const { tokens, cost, conversations } = answer;
  const parts: AnswerPart[] = [
    { text: percent(tokens.resent_pct), evidence: resentEvidence(answer) },
    ` of the input of ${counted(conversations, 'conversation')} is history that was sent again`,
  ];
  if (cost.resent === null) return [...parts, '; what it cost is not known, for its models have no price.'];
  return [
    ...parts,
    '. It cost ',
    { text: moneyWhole(cost.resent, cost.currency), evidence: costEvidence(answer) },
    ` of the ${moneyWhole(cost.input, cost.currency)} for all input.`,
    ...bestWay(answer),
  ];
}

function bestWay(answer: ConversationsAnswer): AnswerPart[] {
  const ways = answer.what_if.filter(
    ({ id, saving }) => id !== 'as_is' && id !== 'session' && Number(saving) > 0,
  );
  const [best] = ways.sort((a, b) => Number(b.saving) - Number(a.saving));
  if (!best) return [];
  return [
    best.id === 'caching'
      ? ' With prompt caching it would have been '
      : ` With a ${best.name} it would have been `,
    { text: rangeText(best, answer.currency), evidence: whatIfEvidence(best, answer) },
    '.',
  ];
}

/** An estimate as its range; without one as about what it is. */
function rangeText({ cost, cost_low: low, cost_high: high }: WhatIf, currency: string): string {
  return low === high
    ? `about ${moneyWhole(cost, currency)}`
    : `${moneyWhole(low, currency)} to ${moneyWhole(high, currency)}`;
}

/** Percentage of the conversations that ways to send them were worked out from. */
export function sampledPct({ what_if }: Pick<ConversationsAnswer, 'what_if'>): number {
  return Math.min(...what_if.map(({ sampled_pct }) => sampled_pct));
}

/** What of the conversations estimates are from; empty where that is all of them. */
export function sampledCaption(answer: Pick<ConversationsAnswer, 'what_if' | 'sampled'>): string {
  const { every, conversations } = answer.sampled;
  if (every === 1) return '';
  return ` Worked out from one in ${every} conversations (${count(conversations)}, ${percent(sampledPct(answer))}) and put to all: how far these may differ from the others is not in the range.`;
}

/** The figures behind the sentence. */
export function conversationFigures(answer: ConversationsAnswer): Figure[] {
  const { tokens, cost, turns, timeout, overflow } = answer;
  return [
    {
      label: 'History sent again',
      value: percent(tokens.resent_pct),
      note: `${short(tokens.resent)} of ${short(tokens.prompt)} tokens`,
      title: `${count(tokens.resent)} of ${count(tokens.prompt)} prompt tokens`,
      evidence: resentEvidence(answer),
    },
    {
      label: 'It cost',
      value: moneyShort(cost.resent, cost.currency),
      title: money(cost.resent, cost.currency),
      note:
        cost.resent_pct === null ? 'no price is known' : `${percent(cost.resent_pct)} of the cost of input`,
      evidence: costEvidence(answer),
    },
    {
      label: 'Turns a conversation',
      value: turnsText(turns.p50),
      note: `median; p95 ${turnsText(turns.p95)}, longest ${count(turns.max)}`,
      evidence: turnsEvidence(answer),
    },
    {
      label: `Pauses over ${timeout.minutes} min`,
      value: percent(timeout.share_pct),
      note: `${count(timeout.turns)} of ${count(timeout.of)} later turns`,
      evidence: timeoutEvidence(answer),
    },
    {
      label: `Over ${overflow.messages} messages`,
      value: percent(overflow.share_pct),
      note: `${count(overflow.turns)} of ${count(overflow.of)} turns`,
      evidence: overflowEvidence(answer),
    },
  ];
}

/** Turns at a percentile: 47.5, 12. */
export function turnsText(value: number | null): string {
  return value === null ? '—' : fixed(value, Number.isInteger(value) ? 0 : 1);
}

/** A turn, or the turns of a band: 7, 21–30, 1,001 and later. */
export function turnLabel({ turn, last_turn }: { turn: number; last_turn: number | null }): string {
  if (last_turn === null) return `${count(turn)}+`;
  return turn === last_turn ? count(turn) : `${count(turn)}–${count(last_turn)}`;
}
