import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import { money } from '$lib/components/format-money';
import { count, percent } from '$lib/components/format-number';
import { moneyLeftOut, moneySources } from '$lib/components/money-evidence';
import type { ConversationsAnswer, WhatIf } from '$lib/server/answers/conversations-answer';

const ALONE = {
  what: 'records',
  why: 'They carry no conversation id, or stand for several requests: they are no turn of any conversation',
};

/** Why so much of the input is history that was sent again. */
export function resentEvidence({ tokens, turns, records_without }: ConversationsAnswer): EvidenceSpec {
  return {
    title: 'History sent again',
    value: percent(tokens.resent_pct),
    formula:
      'New input of a turn = its prompt − the prompt and the answer of the turn before, at least 0. The rest of the prompt is history. Share = history ÷ all prompts. Failed attempts without a prompt are passed over.',
    working: `${percent(tokens.resent_pct)} = ${count(tokens.resent)} ÷ ${count(tokens.prompt)}`,
    inputs: [
      { label: 'Prompt tokens', value: count(tokens.prompt) },
      { label: 'of them history', value: count(tokens.resent) },
      { label: 'of them new', value: count(tokens.new) },
      {
        label: 'Turns',
        value: count(turns.total),
        note: `${count(turns.total - turns.answered)} without a prompt`,
      },
    ],
    rowsUsed: turns.total,
    leftOut: leftOut(records_without),
    links: [{ label: 'The rows behind it', href: '/rows' }],
  };
}

/** Why history cost what it did. */
export function costEvidence({ cost, basis, tokens, records_without }: ConversationsAnswer): EvidenceSpec {
  return {
    title: 'Cost of history',
    value: money(cost.resent, cost.currency),
    formula:
      'Σ history tokens × the price of their class, under the terms of the route. History stands at the front of a prompt and caches hold fronts: history is taken as read from a cache first, then as written to one, then as plain input. Amounts that sources say were charged are not told by token class and do not count here.',
    inputs: [
      { label: 'All input', value: money(cost.input, cost.currency) },
      {
        label: 'of it history',
        value: money(cost.resent, cost.currency),
        note: `${count(tokens.resent)} tokens`,
      },
      { label: 'Output', value: money(cost.output, cost.currency) },
    ],
    sources: moneySources(basis),
    rowsUsed: basis.rows,
    leftOut: [...moneyLeftOut(basis), ...leftOut(records_without)],
    links: [{ label: 'Prices', href: '/data/prices' }],
  };
}

/** What an estimate rests on. */
export function whatIfEvidence(way: WhatIf, { cost, basis, sampled }: ConversationsAnswer): EvidenceSpec {
  const amount = (value: string | null): string => money(value, cost.currency);
  return {
    title: `Input of the same conversations: ${way.name}`,
    value: amount(way.cost),
    formula: way.assumption,
    ...(way.saving === null
      ? {}
      : { working: `${amount(way.saving)} = ${amount(cost.input)} − ${amount(way.cost)}` }),
    inputs: [
      {
        label: 'Prompt tokens',
        value: count(way.prompt_tokens),
        note: `${count(way.prompt_tokens_low)} to ${count(way.prompt_tokens_high)}`,
      },
      { label: 'Range of the cost', value: `${amount(way.cost_low)} to ${amount(way.cost_high)}` },
      {
        label: 'Conversations looked at',
        value: count(sampled.conversations),
        note: sampled.every === 1 ? 'all' : `one in ${sampled.every}, put to all by kind of usage`,
      },
    ],
    sources: moneySources(basis),
  };
}

/** Why so many turns would find their session gone. */
export function timeoutEvidence({ timeout, conversations, turns }: ConversationsAnswer): EvidenceSpec {
  return {
    title: `Turns after a pause of more than ${timeout.minutes} minutes`,
    value: percent(timeout.share_pct, 2),
    formula: `Turns whose pause since the turn before is longer than ${timeout.minutes} minutes ÷ turns after the first of their conversation. Failed attempts are turns too: they keep a session alive.`,
    working: `${percent(timeout.share_pct, 2)} = ${count(timeout.turns)} ÷ (${count(turns.total)} − ${count(conversations)})`,
    rowsUsed: turns.total,
  };
}

/** Why so many turns would not fit a relay's window. */
export function overflowEvidence({ overflow, turns }: ConversationsAnswer): EvidenceSpec {
  const { messages, messages_per_turn: each } = overflow;
  return {
    title: `Turns with more than ${messages} earlier messages`,
    value: percent(overflow.share_pct, 2),
    formula: `Turns with more than ${messages} earlier messages ÷ turns with a prompt. A turn adds ${each === 1 ? 'one message' : 'two messages, the question and the answer'}: turn k has ${each === 1 ? 'k − 1' : '2 × (k − 1)'} earlier ones.`,
    working: `${percent(overflow.share_pct, 2)} = ${count(overflow.turns)} ÷ ${count(overflow.of)}`,
    rowsUsed: turns.answered,
  };
}

/** Why the turns of conversations are what they are. */
export function turnsEvidence({ turns, conversations, records_without }: ConversationsAnswer): EvidenceSpec {
  return {
    title: 'Turns of a conversation',
    value: `${count(turns.p50)} at the median`,
    formula:
      'Requests that carry the same conversation id, in order of time, across files. Failed ones are turns too. Percentiles by linear interpolation between closest ranks.',
    inputs: [
      { label: 'Conversations', value: count(conversations) },
      { label: 'Turns', value: count(turns.total), note: `${count(turns.errors)} of them failed` },
      { label: 'p95', value: count(turns.p95) },
      { label: 'Longest', value: count(turns.max) },
      {
        label: 'With one turn',
        value: count(turns.single_turn.conversations),
        note: percent(turns.single_turn.share_pct),
      },
    ],
    rowsUsed: turns.total,
    leftOut: leftOut(records_without),
  };
}

function leftOut(records: number): NonNullable<EvidenceSpec['leftOut']> {
  return records > 0 ? [{ count: records, ...ALONE }] : [];
}
