import { claudeAt, DEEPSEEK, DEEPSEEK_FROM, GEMINI, GPT, type SampleModel } from './models';

/** Something that the sample company built on language models: how people talk with it, and what a turn carries. */
export interface Feature {
  id: string;
  project: string;
  /** Share of the conversations begun, relative to the others. */
  weight: number;
  /** Mean turns of a conversation. */
  turns: number;
  systemTokens: number;
  /** Retrieved or attached context: median tokens of the first turn and of each later one, and its spread. */
  contextTokens: { first: number; later: number; spread: number };
  questionTokens: number;
  answerTokens: { median: number; spread: number };
  /** Median pause between an answer and the next question. */
  pauseSeconds: number;
  /** The client drops old messages once a prompt exceeds this. */
  trimsAbove?: number;
  /** How readily it was moved to the relay, 1 being the average. */
  relayAppetite: number;
  models: (at: number) => readonly (readonly [SampleModel, number])[];
}

export const SUPPORT: Feature = {
  id: 'support-chat',
  project: 'shop',
  weight: 0.27,
  turns: 4.2,
  systemTokens: 1_800,
  contextTokens: { first: 2_600, later: 1_400, spread: 0.5 },
  questionTokens: 60,
  answerTokens: { median: 210, spread: 0.6 },
  pauseSeconds: 65,
  relayAppetite: 1.25,
  models: (at) => [[GPT, 0.6], [claudeAt(at), 0.2], at < DEEPSEEK_FROM ? [GEMINI, 0.2] : [DEEPSEEK, 0.2]],
};

const SALES: Feature = {
  id: 'sales-assistant',
  project: 'shop',
  weight: 0.15,
  turns: 4.6,
  systemTokens: 6_500,
  contextTokens: { first: 26_000, later: 8_000, spread: 0.5 },
  questionTokens: 90,
  answerTokens: { median: 480, spread: 0.5 },
  pauseSeconds: 110,
  trimsAbove: 72_000,
  relayAppetite: 1,
  models: (at) => [
    [claudeAt(at), 0.55],
    [GPT, 0.45],
  ],
};

const DOCUMENTS: Feature = {
  id: 'document-search',
  project: 'back-office',
  weight: 0.24,
  turns: 2.7,
  systemTokens: 1_200,
  contextTokens: { first: 68_000, later: 22_000, spread: 0.55 },
  questionTokens: 45,
  answerTokens: { median: 360, spread: 0.6 },
  pauseSeconds: 95,
  relayAppetite: 0.9,
  models: (at) => [
    [GPT, 0.5],
    [GEMINI, 0.3],
    [claudeAt(at), 0.2],
  ],
};

const REVIEW: Feature = {
  id: 'code-review',
  project: 'engineering',
  weight: 0.44,
  turns: 3.6,
  systemTokens: 3_400,
  contextTokens: { first: 104_000, later: 15_000, spread: 0.42 },
  questionTokens: 150,
  answerTokens: { median: 900, spread: 0.7 },
  pauseSeconds: 150,
  relayAppetite: 0.55,
  models: (at) => [
    [claudeAt(at), 0.8],
    [GPT, 0.2],
  ],
};

const TRANSLATION: Feature = {
  id: 'translation',
  project: 'shop',
  weight: 0.2,
  turns: 1.4,
  systemTokens: 400,
  contextTokens: { first: 900, later: 900, spread: 0.7 },
  questionTokens: 20,
  answerTokens: { median: 850, spread: 0.7 },
  pauseSeconds: 40,
  relayAppetite: 1.6,
  models: (at) =>
    at < DEEPSEEK_FROM
      ? [[GEMINI, 1]]
      : [
          [DEEPSEEK, 0.6],
          [GEMINI, 0.4],
        ],
};

export const FEATURES: readonly Feature[] = [SUPPORT, SALES, DOCUMENTS, REVIEW, TRANSLATION];
