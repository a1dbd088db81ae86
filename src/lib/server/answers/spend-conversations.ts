import { app } from '$lib/server/app';
import { TooMuch, type ConversationCount, type ConversationKey, type Fold } from '$lib/server/store/store';
import type { Filters } from '$lib/usage/filters';
import { decimalToPico, divideHalfEven, picoToDecimal } from '$lib/usage/money';
import type { Label } from '$lib/usage/usage-record';
import { books } from './books';
import { chargeLines } from './charged-cells';
import { costCells, type CostedCell } from './costed-cells';
import { loadedUploads } from './dataset';
import { kept } from './kept';
import { priceCuts } from './price-cuts';
import { canonicalIds } from './reported-names';
import { showsSample, toScope } from './scope';
import type { ConversationFigures, SpendAnswer, SpendConversations, SpendKey } from './spend-answer';
import { decimalOf, landedSum } from './spend-figures';
import { ABSENT, groupsOf, keysApart } from './spend-groups';

const LABEL_KEYS: readonly SpendKey[] = ['feature', 'project', 'user', 'api_key', 'region'];

/**
 * What a conversation costs, per group of an answer by one key, and in all: landed cost of the requests that belong to
 * one ÷ distinct conversations. Requests without a conversation are counted beside it and in neither. Null where no
 * source of the data tells conversations.
 */
export async function spendConversations(
  filters: Filters,
  by: SpendKey[],
  answer: SpendAnswer,
): Promise<SpendConversations | null> {
  const sample = await showsSample(filters);
  const uploads = await loadedUploads();
  if (!uploads.some((upload) => upload.sample === sample && upload.has.conversations)) return null;
  try {
    return await counted(filters, by, answer);
  } catch (error) {
    if (error instanceof TooMuch) return { rows: [], totals: null, why: error.message };
    throw error;
  }
}

async function counted(filters: Filters, by: SpendKey[], answer: SpendAnswer): Promise<SpendConversations> {
  const [total] = await countsOf(filters, undefined, undefined);
  if (!total || total.conversations === 0)
    return { rows: [], totals: null, why: 'no request here belongs to a conversation' };
  const { names } = keysApart(by);
  const key = names.length === 1 && by.length === 1 ? (names[0] as ConversationKey) : undefined;
  const named = answer.rows.filter(({ others }) => others === undefined);
  const fold = key && LABEL_KEYS.includes(key) ? foldOf(key as Label, named) : undefined;
  const counts = key ? await countsOf(filters, key, fold) : [];
  const costs = await costsIn(filters, key, fold, total.without > 0, answer);
  const byName = new Map(counts.map((count) => [count.name ?? null, count]));
  const rows = named.flatMap((row) => {
    const name = key ? (row[key] ?? null) : null;
    const count = byName.get(name);
    return key && count ? [{ name, ...figuresOf(count, costs.of(name)) }] : [];
  });
  return { rows, totals: figuresOf(total, costs.all), why: costs.why };
}

async function countsOf(
  filters: Filters,
  key: ConversationKey | undefined,
  only: Fold | undefined,
): Promise<ConversationCount[]> {
  const { store } = await app();
  const scope = await toScope(filters);
  const models = key === 'model' ? await canonicalIds(scope.sample) : undefined;
  return kept(`conversations ${JSON.stringify([scope, key, only])}`, () =>
    store.conversationCounts(scope, key, models, only),
  );
}

interface Costs {
  of: (name: string | null) => string | null;
  all: string | null;
  why: string | null;
}

/** Landed cost of requests in conversations: all of it where every request is in one. */
async function costsIn(
  filters: Filters,
  key: SpendKey | undefined,
  fold: Fold | undefined,
  someAreWithout: boolean,
  { rows, totals }: SpendAnswer,
): Promise<Costs> {
  if (!someAreWithout) {
    const byName = new Map(rows.map((row) => [key ? (row[key] ?? null) : null, row.landed]));
    return { of: (name) => byName.get(name) ?? null, all: totals.landed, why: null };
  }
  if ((await chargeLines(filters)).length > 0)
    return {
      of: () => null,
      all: null,
      why: 'cost exports do not tell which of their charges are of requests in conversations',
    };
  const costed = await costedInConversation(filters, fold);
  const named = costed.filter(({ cell }) => !cell.isOfOthers);
  const groups = key ? groupsOf(named, [key]) : new Map<string, CostedCell[]>();
  return {
    of: (name) => decimalOf(landedSum(groups.get(name ?? ABSENT) ?? [])),
    all: decimalOf(landedSum(costed)),
    why: null,
  };
}

async function costedInConversation(filters: Filters, fold: Fold | undefined): Promise<CostedCell[]> {
  const { store } = await app();
  const scope = { ...(await toScope(filters)), inConversation: true as const };
  const cells = await kept(`cells ${JSON.stringify([scope, fold])}`, async () => {
    const { promptBounds, dayParts } = await priceCuts(scope.sample);
    return store.spendCells(scope, fold ? [fold.label] : [], promptBounds, dayParts, fold);
  });
  return costCells(cells, await books(), filters);
}

function foldOf(label: Label, rows: SpendAnswer['rows']): Fold {
  return { label, names: rows.map((row) => row[label] ?? null) };
}

function figuresOf(
  { conversations, without }: ConversationCount,
  landed: string | null,
): ConversationFigures {
  const per =
    landed === null || conversations === 0
      ? null
      : picoToDecimal(divideHalfEven(decimalToPico(landed), BigInt(conversations)));
  return { conversations, requests_without: without, landed, per_conversation: per };
}
