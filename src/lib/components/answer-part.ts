import type { EvidenceSpec } from './evidence.svelte';

/** A piece of an answer: words, or a figure that opens its evidence. */
export type AnswerPart = string | { text: string; evidence: EvidenceSpec };
