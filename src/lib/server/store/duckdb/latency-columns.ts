import type { Scope } from '../store';
import type { Engine } from './engine';
import type { Parameters } from './parameters';
import query from './queries/latency-cells.sql?raw';
import { number, text } from './rows';

/** So many sums a question: more would hold up the process for seconds. */
const MOST_CELLS = 8_000_000;
const BANDS = 64;
const LARGEST_UINT32 = 2 ** 32 - 1;
const MS_PER_DAY = 86_400_000;

/** What measured requests of one kind have in common: names of labels as reported, and their band of output tokens. */
export interface LatencyKind {
  route: string;
  model: string;
  region: string | undefined;
  outputBand: number;
}

/** Latencies in microseconds by block of time, kind and bucket: columns of one length, to be read from `from` to `to`. */
export interface LatencyCells {
  from: number;
  to: number;
  /** Days or hours since 1970-01-01 UTC, ascending; 0 where time is not told apart. */
  block: Int32Array;
  /** Places in `kinds`. */
  kind: Int32Array;
  bucket: Int32Array;
  /** The least and the greatest bucket of all cells; infinite without any. */
  firstBucket: number;
  lastBucket: number;
  measured: Int32Array;
  lowUs: Uint32Array | Float64Array;
  highUs: Uint32Array | Float64Array;
  sumUs: Float64Array;
  /** undefined: not in the scope. */
  kinds: (LatencyKind | undefined)[];
}

/** Reads the cells of a query of latency_stratum's columns with `block`. Throws TooMuch where there are too many. */
export async function readCells(
  engine: Engine,
  cells: string,
  parameters: Parameters,
): Promise<LatencyCells> {
  const names = await namesOf(engine);
  const counts = { model_count: names.model.length, region_count: names.region.length };
  const columns = await engine.readNumbers(
    query.replace('/*cells*/', cells),
    { ...parameters, ...counts },
    MOST_CELLS,
  );
  const { kind, numbers } = placesOf(columns.of('kind'));
  const bucket = new Int32Array(columns.of('bucket'));
  return {
    from: 0,
    to: columns.length,
    block: new Int32Array(columns.of('block')),
    kind,
    bucket,
    firstBucket: bucket.reduce((least, one) => Math.min(least, one), Infinity),
    lastBucket: bucket.reduce((most, one) => Math.max(most, one), -Infinity),
    measured: new Int32Array(columns.of('measured')),
    lowUs: microseconds(columns.of('low_us')),
    highUs: microseconds(columns.of('high_us')),
    sumUs: columns.of('sum_us'),
    kinds: numbers.map((number) => kindOf(number, names)),
  };
}

/** The cells of a scope of whole days among cells by day. */
export function within(cells: LatencyCells, scope: Scope): LatencyCells {
  const { fromMs = -Infinity, toMs = Infinity, routes, models, regions } = scope;
  const has = (names: string[] | undefined, name: string | undefined): boolean =>
    names === undefined || (name !== undefined && names.includes(name));
  return {
    ...cells,
    from: firstFrom(cells.block, fromMs / MS_PER_DAY),
    to: firstFrom(cells.block, toMs / MS_PER_DAY),
    kinds: cells.kinds.map((kind) =>
      kind && has(routes, kind.route) && has(models, kind.model) && has(regions, kind.region)
        ? kind
        : undefined,
    ),
  };
}

/** The first place at or after a block; the length where there is none. */
function firstFrom(blocks: Int32Array, block: number): number {
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((blocks[middle] ?? Infinity) < block) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Names = Record<'route' | 'model' | 'region', (string | undefined)[]>;

/** Names of labels by id. */
async function namesOf(engine: Engine): Promise<Names> {
  const names: Names = { route: [], model: [], region: [undefined] };
  const rows = await engine.askKept(
    "SELECT kind, id, name FROM label WHERE kind IN ('route', 'model', 'region')",
  );
  for (const row of rows) names[text(row, 'kind') as keyof Names][number(row, 'id')] = text(row, 'name');
  return names;
}

/** Different numbers in order of appearance, and the place of each value's number among them. */
function placesOf(values: Float64Array): { kind: Int32Array; numbers: number[] } {
  const places = new Map<number, number>();
  const kind = new Int32Array(values.length);
  values.forEach((value, i) => {
    const place = places.get(value) ?? places.size;
    if (place === places.size) places.set(value, place);
    kind[i] = place;
  });
  return { kind, numbers: [...places.keys()] };
}

/** See latency-cells.sql for what the number is made of. */
function kindOf(number: number, { route, model, region }: Names): LatencyKind {
  const labels = Math.floor(number / BANDS);
  const ofRoute = Math.floor(labels / region.length);
  return {
    route: route[Math.floor(ofRoute / model.length)] ?? '',
    model: model[ofRoute % model.length] ?? '',
    region: region[labels % region.length],
    outputBand: (number % BANDS) - 1,
  };
}

/** In half the room where they are of less than 71 minutes. */
function microseconds(us: Float64Array): Uint32Array | Float64Array {
  return us.every((one) => one <= LARGEST_UINT32) ? new Uint32Array(us) : us;
}
