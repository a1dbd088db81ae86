import type { Influence } from './block-bootstrap';
import type { Distribution } from './distribution';
import { fasterShare, slowerShares } from './faster';
import type { MatchedStratum } from './strata';

export type LatencySide = 'baseline' | 'candidate';

/**
 * Measured requests by block of time, kind and bucket: columns of one length, to be read from `from` to `to`. Requests of
 * one kind are of one stratum and ran on one route.
 */
export interface BlockCells {
  from: number;
  to: number;
  /** Days or hours since 1970-01-01 UTC, ascending. */
  block: Int32Array;
  kind: Int32Array;
  bucket: Int32Array;
  measured: Int32Array;
  /** Per kind: where its stratum stands among those asked for; −1 where it is none of them. */
  places: Int32Array;
  sides: (LatencySide | undefined)[];
}

/** Blocks in which either route has requests of the strata asked for. */
export interface Blocks {
  /** Ascending. */
  numbers: number[];
  /** In how many of them each route has some. */
  baseline: number;
  candidate: number;
}

const HAS = { baseline: 1, candidate: 2 } as const;

/** The blocks that cells are of. */
export function blocksIn(parts: readonly BlockCells[]): Blocks {
  const first = Math.min(...parts.map(({ from, block }) => block[from] ?? Infinity));
  const last = Math.max(...parts.map(({ to, block }) => block[to - 1] ?? -Infinity));
  const has = new Uint8Array(last < first ? 0 : last - first + 1);
  for (const { from, to, block, kind, places, sides } of parts) {
    const bits = Uint8Array.from(sides, (side, i) => ((places[i] ?? -1) < 0 || !side ? 0 : HAS[side]));
    for (let i = from; i < to; i += 1) {
      const at = (block[i] ?? 0) - first;
      has[at] = (has[at] ?? 0) | (bits[kind[i] ?? 0] ?? 0);
    }
  }
  const count = (bit: number): number => has.reduce((sum, bits) => sum + ((bits & bit) === 0 ? 0 : 1), 0);
  const numbers: number[] = [];
  has.forEach((bits, at) => bits > 0 && numbers.push(first + at));
  return { numbers, baseline: count(HAS.baseline), candidate: count(HAS.candidate) };
}

/** A route's influence of each block (see Influence): what it has, less what its counts by stratum let expect. */
export function influenceOf(
  side: LatencySide,
  parts: readonly BlockCells[],
  numbers: readonly number[],
  matched: readonly MatchedStratum[],
  distribution: Distribution,
): Influence {
  const weighed = matched.map((stratum) => weighedOf(stratum, side, distribution));
  const influence: Influence = {
    share: new Float64Array(numbers.length * distribution.share.length),
    faster: new Float64Array(numbers.length),
  };
  const counts = addWhatIs(influence, { side, parts, numbers, distribution, weighed });
  takeExpected(influence, counts, weighed, distribution.share.length);
  return influence;
}

/** A route's side of a stratum. Lists have one entry per bucket of the distribution. */
interface Weighed {
  /** The stratum's weight ÷ its measured requests on the route. */
  perRequest: number;
  /** Of a request of each bucket: the share of the other route's requests over which the candidate wins; ties are half. */
  scores: Float64Array;
  /** P(candidate faster) in the stratum. */
  faster: number;
  /** Places of buckets, and the share of the stratum's requests in each. */
  places: Int32Array;
  shares: Float64Array;
}

function weighedOf(stratum: MatchedStratum, side: LatencySide, { first, share }: Distribution): Weighed {
  const [own, other] = [stratum[side], stratum[side === 'baseline' ? 'candidate' : 'baseline']];
  const measured = side === 'baseline' ? stratum.baselineMeasured : stratum.candidateMeasured;
  const scores = new Float64Array(share.length);
  for (const [bucket, slower] of slowerShares(own, other))
    scores[bucket - first] = side === 'baseline' ? 1 - slower : slower;
  return {
    perRequest: stratum.weight / measured,
    scores,
    faster: fasterShare(stratum.candidate, stratum.baseline),
    places: Int32Array.from(own, ({ bucket }) => bucket - first),
    shares: Float64Array.from(own, (one) => one.measured / measured),
  };
}

interface Adding {
  side: LatencySide;
  parts: readonly BlockCells[];
  numbers: readonly number[];
  distribution: Distribution;
  weighed: readonly Weighed[];
}

/** Adds what each block has; gives back its requests by stratum, row by row. */
function addWhatIs(
  influence: Influence,
  { side, parts, numbers, distribution, weighed }: Adding,
): Float64Array {
  const counts = new Float64Array(numbers.length * weighed.length);
  const tables = tablesOf(weighed, distribution);
  const rows = rowsOf(numbers);
  for (const part of parts) {
    const places = part.places.map((place, kind) => (part.sides[kind] === side ? place : -1));
    addPart(influence, counts, { ...tables, part, places, rows, firstBlock: numbers[0] ?? 0 });
  }
  return counts;
}

/** What a request counts, by stratum, and what of that it counts for the candidate, by stratum and bucket. */
interface Tables {
  firstBucket: number;
  width: number;
  perRequest: Float64Array;
  scores: Float64Array;
}

function tablesOf(weighed: readonly Weighed[], { first, share }: Distribution): Tables {
  const scores = new Float64Array(weighed.length * share.length);
  weighed.forEach((of, place) => {
    scores.set(of.scores, place * share.length);
  });
  return {
    firstBucket: first,
    width: share.length,
    perRequest: Float64Array.from(weighed, (of) => of.perRequest),
    scores,
  };
}

interface Cells extends Tables {
  part: BlockCells;
  places: Int32Array;
  rows: Int32Array;
  firstBlock: number;
}

/** Runs over every cell: nothing in its loop makes an object. */
function addPart({ share, faster }: Influence, counts: Float64Array, cells: Cells): void {
  const { part, places, rows, firstBlock, firstBucket, width, perRequest, scores } = cells;
  const { from, to, block, kind, bucket, measured } = part;
  const strata = perRequest.length;
  for (let i = from; i < to; i += 1) {
    const place = places[kind[i] ?? 0] ?? -1;
    if (place < 0) continue;
    const row = rows[(block[i] ?? 0) - firstBlock] ?? 0;
    const at = (bucket[i] ?? 0) - firstBucket;
    const count = measured[i] ?? 0;
    const weight = count * (perRequest[place] ?? 0);
    const ofShare = row * width + at;
    const ofCounts = row * strata + place;
    share[ofShare] = (share[ofShare] ?? 0) + weight;
    faster[row] = (faster[row] ?? 0) + weight * (scores[place * width + at] ?? 0);
    counts[ofCounts] = (counts[ofCounts] ?? 0) + count;
  }
}

function takeExpected(
  { share, faster }: Influence,
  counts: Float64Array,
  weighed: readonly Weighed[],
  width: number,
): void {
  for (let row = 0; row < faster.length; row += 1)
    weighed.forEach((of, place) => {
      const expected = (counts[row * weighed.length + place] ?? 0) * of.perRequest;
      if (expected === 0) return;
      addTo(faster, row, -expected * of.faster);
      for (let i = 0; i < of.places.length; i += 1)
        addTo(share, row * width + (of.places[i] ?? 0), -expected * (of.shares[i] ?? 0));
    });
}

/** The row of each block from the first on. */
function rowsOf(numbers: readonly number[]): Int32Array {
  const [first = 0, last = first - 1] = [numbers[0], numbers.at(-1)];
  const rows = new Int32Array(last - first + 1);
  numbers.forEach((number, row) => (rows[number - first] = row));
  return rows;
}

function addTo(values: Float64Array, at: number, amount: number): void {
  values[at] = (values[at] ?? 0) + amount;
}
