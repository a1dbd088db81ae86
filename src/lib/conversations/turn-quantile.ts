/** Conversations of so many turns. */
export interface OfTurns {
  turns: number;
  conversations: number;
}

/** A quantile (0 to 1) of turns a conversation, interpolated between ranks; 0 without any. `kinds` may repeat turns. */
export function turnQuantile(kinds: readonly OfTurns[], quantile: number): number {
  const sorted = [...kinds].sort((a, b) => a.turns - b.turns);
  const all = sorted.reduce((sum, { conversations }) => sum + conversations, 0);
  if (all === 0) return 0;
  const rank = (all - 1) * quantile;
  const part = rank - Math.floor(rank);
  return turnsAt(sorted, Math.floor(rank)) * (1 - part) + turnsAt(sorted, Math.ceil(rank)) * part;
}

/** Turns of the conversation with a rank, from 0. */
function turnsAt(sorted: readonly OfTurns[], rank: number): number {
  let passed = 0;
  for (const { turns, conversations } of sorted) {
    passed += conversations;
    if (passed > rank) return turns;
  }
  return sorted.at(-1)?.turns ?? 0;
}
