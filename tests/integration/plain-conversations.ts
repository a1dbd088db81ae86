/** A request of a conversation as a test reads it from its own rows. */
export interface PlainRequest {
  conversation: string;
  /** Epoch microseconds. */
  at: bigint;
  prompt: number;
  output: number;
}

/** A turn with what it resends, what it and its answer hold, and how long the pause before it was. */
export type PlainTurn<R extends PlainRequest> = R & {
  resent: number;
  held: number;
  pause: bigint | undefined;
};

/**
 * Conversations by a plain walk over their requests in order of time: new input of turn k = max(0, prompt_k −
 * prompt_{k−1} − output_{k−1}); attempts without a prompt are passed over (model.md section 6).
 */
export function plainConversations<R extends PlainRequest>(requests: R[]): Map<string, PlainTurn<R>[]> {
  const byId = new Map<string, R[]>();
  for (const one of requests) byId.set(one.conversation, [...(byId.get(one.conversation) ?? []), one]);
  return new Map([...byId].map(([id, own]) => [id, walk([...own].sort(inOrder))]));
}

function walk<R extends PlainRequest>(requests: R[]): PlainTurn<R>[] {
  let held = 0;
  let last: bigint | undefined;
  return requests.map((one) => {
    const resent = one.prompt - Math.max(0, one.prompt - held);
    const turn = {
      ...one,
      resent,
      held: one.prompt + one.output,
      pause: last === undefined ? undefined : one.at - last,
    };
    if (one.prompt > 0) held = turn.held;
    last = one.at;
    return turn;
  });
}

function inOrder(a: PlainRequest, b: PlainRequest): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.prompt - b.prompt || a.output - b.output;
}
