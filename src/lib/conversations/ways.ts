/**
 * Ways to send the same conversations that are held against each other. `cached` takes every turn to find its history
 * in a cache, `cached_idle` only turns within five minutes of the one before. The `low` and `high` of a window take the
 * system prompt as nothing, and as the whole first prompt of each conversation.
 */
export type WindowWay =
  | 'as_is'
  | 'cached'
  | 'cached_idle'
  | 'window'
  | 'window_low'
  | 'window_high'
  | 'both'
  | 'both_low'
  | 'both_high';

/** Tokens of prompts and their cost as a float; undefined where something has no price. */
export interface SentInput {
  prompt: number;
  cost: number | undefined;
}

/** The input of one kind of usage (route, provider, model, tier): what it was, and what each way sends of it. */
export interface WaysOfKind {
  /** In truth. */
  actual: SentInput;
  /** Over the conversations looked at, all at the same prices. */
  sent: Partial<Record<WindowWay, SentInput>>;
}

/**
 * What one way would have sent and cost: Σ over kinds of actual × (way ÷ as it was), both over the conversations looked
 * at. A kind that is in none of them goes by the ratio of all others. Cost is undefined where nothing has a price.
 */
export function estimateWay(kinds: WaysOfKind[], way: WindowWay): SentInput {
  const looked = kinds.flatMap(({ sent }) =>
    sent.as_is && sent[way] ? [[sent[way], sent.as_is] as const] : [],
  );
  const overall = {
    prompt: ratio(sum(looked.map(([then]) => then.prompt)), sum(looked.map(([, now]) => now.prompt))),
    cost: ratio(sum(looked.map(([then]) => then.cost)), sum(looked.map(([, now]) => now.cost))),
  };
  const of = (kind: WaysOfKind, what: 'prompt' | 'cost'): number | undefined => {
    const [now, then] = [kind.sent.as_is?.[what], kind.sent[way]?.[what]];
    const share = now === undefined || then === undefined || now === 0 ? overall[what] : then / now;
    const actual = kind.actual[what];
    return actual === undefined ? undefined : actual * share;
  };
  const costs = kinds.flatMap((kind) => of(kind, 'cost') ?? []);
  return {
    prompt: Math.round(sum(kinds.map((kind) => of(kind, 'prompt')))),
    cost: costs.length === 0 ? undefined : sum(costs),
  };
}

function sum(values: (number | undefined)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}
