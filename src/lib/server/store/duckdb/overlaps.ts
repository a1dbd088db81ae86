import type { Issue } from '$lib/usage/filters';
import { picoToDecimal } from '$lib/usage/money';
import type { Overlap, OverlapDecision, OverlapSide } from '$lib/usage/overlap';
import { noTokens, TOKEN_CLASSES } from '$lib/usage/token-classes';
import { formatDay, msToDay } from '$lib/usage/day';
import type { Transaction } from './engine';
import { instantText } from './ledger';
import {
  keysOf,
  OVERLAP_TABLES,
  profilesSql,
  rowsSql,
  sharedSql,
  TOLD_LABELS,
  type Comparison,
  type OverlapTable,
} from './overlap-sql';
import { replaceShared } from './replaced';
import { number, pico, text, type Row } from './rows';

const SHOWN = 10;
const HOUR = 3600;
const DAY = 86_400;
const HAS_IDS = 'EXISTS (SELECT 1 FROM usage WHERE upload = $seq AND request_id IS NOT NULL)';

/** A new upload whose records are stored, before it enters the ledger. */
export interface AddedUpload {
  seq: number;
  id: string;
  name: string;
  sample: boolean;
}

/** Overlaps that a person has to decide, and remarks on all others. */
export interface DecidedOverlaps {
  undecided: Overlap[];
  issues: Issue[];
  /** Earlier uploads whose sums have to be made anew. */
  replaced: Set<number>;
}

/** An upload of the ledger, or the new one, as far as comparing goes: epoch microseconds, half-open. */
interface Profile {
  seq: number;
  id: string;
  name: string;
  first: number;
  last: number;
  bucketSeconds: number;
  row: Row;
}

/**
 * Compares a new upload with the earlier ones of the same data set, time, route, model and labels, where request ids do
 * not tell whether the usage is the same (docs/decisions/0016-overlaps.md). Asked to, takes the earlier ones' part out.
 */
export async function decideOverlaps(
  run: Transaction,
  added: AddedUpload,
  decision: OverlapDecision | 'ask',
): Promise<DecidedOverlaps> {
  const decided: DecidedOverlaps = { undecided: [], issues: [], replaced: new Set() };
  for (const table of OVERLAP_TABLES)
    for (const comparison of await comparisons(run, table, added)) {
      await run(sharedSql(comparison.how));
      const overlap = await overlapOf(run, comparison);
      if (!overlap) continue;
      if (await isBoundary(run, comparison, overlap)) decided.issues.push(remark(overlap));
      else if (decision === 'ask') decided.undecided.push(overlap);
      else if (decision === 'keep') decided.issues.push(remark(overlap));
      else {
        await replaceShared(run, comparison.how);
        decided.replaced.add(comparison.earlier.seq);
        decided.issues.push(replacedRemark(overlap));
      }
    }
  return { ...decided, issues: shortened(decided.issues) };
}

interface Pair {
  earlier: Profile;
  added: Profile;
  how: Comparison;
}

/** What is to be compared: earlier uploads of the same time, where one of the two has no request ids to tell by. */
async function comparisons(run: Transaction, table: OverlapTable, added: AddedUpload): Promise<Pair[]> {
  const earlier = await earlierUploads(run, table, added);
  if (earlier.length === 0) return [];
  const [own] = await profiles(run, table, [added]);
  if (!own) return [];
  const ofTheTime = earlier.filter(({ first, last }) => first < own.last && last > own.first);
  const others = await profiles(run, table, ofTheTime);
  return others
    .filter(({ first, last }) => first < own.last && last > own.first)
    .map((other) => ({ earlier: other, added: own, how: comparisonOf(table, other, own) }));
}

type Extent = Pick<Profile, 'seq' | 'id' | 'name' | 'first' | 'last'>;

/** Earlier uploads that request ids do not tell from the new one: most often none, which the ledger knows at once. */
async function earlierUploads(run: Transaction, table: OverlapTable, added: AddedUpload): Promise<Extent[]> {
  const rows = await run(
    `SELECT seq, ref, name, epoch_us(first_at) AS first_us, epoch_us(last_at) AS last_us FROM upload
     WHERE sample = $sample AND seq <> $seq AND first_at IS NOT NULL
       AND NOT (has_request_ids AND ${table === 'usage' ? HAS_IDS : 'false'})
     ORDER BY seq`,
    { sample: added.sample, seq: added.seq },
  );
  return rows.map((row) => ({
    seq: number(row, 'seq'),
    id: text(row, 'ref'),
    name: text(row, 'name'),
    first: number(row, 'first_us'),
    last: number(row, 'last_us'),
  }));
}

async function profiles(
  run: Transaction,
  table: OverlapTable,
  uploads: Pick<AddedUpload, 'seq' | 'id' | 'name'>[],
): Promise<Profile[]> {
  if (uploads.length === 0) return [];
  const rows = await run(profilesSql(table), { uploads: uploads.map(({ seq }) => seq) });
  const bySeq = new Map(rows.map((row) => [number(row, 'upload'), row]));
  return uploads.flatMap(({ seq, id, name }) => {
    const row = bySeq.get(seq);
    if (!row) return [];
    const [first, last] = [number(row, 'first_at'), number(row, 'last_at')];
    return [{ seq, id, name, first, last, bucketSeconds: number(row, 'bucket_seconds'), row }];
  });
}

/**
 * The wider bucket of the two decides, hours where both have single requests; buckets beyond a day are compared as one.
 * Labels count where both uploads have them: one that has no projects may hold those of another.
 */
function comparisonOf(table: OverlapTable, earlier: Profile, added: Profile): Comparison {
  const widest = Math.max(earlier.bucketSeconds, added.bucketSeconds) || HOUR;
  const coarser = earlier.bucketSeconds > added.bucketSeconds ? earlier : added;
  const bucketSeconds = widest > DAY ? 0 : widest;
  const start = Math.floor(coarser.first / 1_000_000);
  return {
    table,
    earlier: earlier.seq,
    added: added.seq,
    from: Math.max(earlier.first, added.first),
    to: Math.min(earlier.last, added.last),
    bucketSeconds,
    phase: coarser.bucketSeconds === 0 || bucketSeconds === 0 ? 0 : start % bucketSeconds,
    labels: TOLD_LABELS.filter((label) => earlier.row[label] === true && added.row[label] === true),
    charged: earlier.row['charged'] === true && added.row['charged'] === true,
  };
}

/** The facts of table `shared`; undefined where it is empty. */
async function overlapOf(run: Transaction, { earlier, added, how }: Pair): Promise<Overlap | undefined> {
  const [counts] = await run(
    'SELECT count(*) AS cells, count(*) FILTER (is_equal) AS equal_cells FROM shared',
  );
  if (!counts || number(counts, 'cells') === 0) return undefined;
  const sums = await sumsOfBoth(run, how);
  return {
    earlier: sideOf(
      earlier,
      sums.filter((row) => row['is_added'] !== true),
    ),
    added: sideOf(
      added,
      sums.filter((row) => row['is_added'] === true),
    ),
    from: instantText(how.from),
    to: instantText(how.to),
    bucket_seconds: how.bucketSeconds,
    routes: await namesOf(run, 'route'),
    models: await namesOf(run, 'model'),
    cells: number(counts, 'cells'),
    equal_cells: number(counts, 'equal_cells'),
  };
}

function sumsOfBoth(run: Transaction, how: Comparison): Promise<Row[]> {
  const tokens = TOKEN_CLASSES.map((name) => `sum(u.${name})::BIGINT AS ${name}`).join(', ');
  return run(`SELECT u.is_added, currency.name AS currency, count(*) AS records,
      coalesce(sum(u.requests), 0)::BIGINT AS requests, count(u.requests) AS telling, ${tokens},
      coalesce(sum(u.charged), 0)::DECIMAL(38, 12) AS charged
    FROM (${rowsSql(how)}) AS u
    SEMI JOIN shared USING (${keysOf(how)})
    LEFT JOIN label AS currency ON currency.kind = 'currency' AND currency.id = u.currency
    GROUP BY u.is_added, currency.name ORDER BY currency.name`);
}

function sideOf({ id, name, first, last }: Profile, sums: Row[]): OverlapSide {
  const tokens = noTokens();
  for (const row of sums) for (const key of TOKEN_CLASSES) tokens[key] += number(row, key);
  const total = (key: string): number => sums.reduce((sum, row) => sum + number(row, key), 0);
  const charged = sums.filter((row) => row['currency'] !== undefined);
  return {
    id,
    name,
    from: instantText(first),
    to: instantText(last),
    records: total('records'),
    requests: total('telling') > 0 ? total('requests') : null,
    tokens,
    charged: Object.fromEntries(
      charged.map((row) => [text(row, 'currency'), picoToDecimal(pico(row, 'charged'))]),
    ),
  };
}

async function namesOf(run: Transaction, kind: 'route' | 'model'): Promise<string[]> {
  const rows = await run(
    `SELECT DISTINCT name FROM shared JOIN label ON label.kind = '${kind}' AND label.id = shared.${kind} ORDER BY name`,
  );
  return rows.map((row) => text(row, 'name'));
}

/**
 * Do two uploads share no more than the bucket in which one ends and the other begins, with differing figures? That is
 * how exports follow one another; a remark is enough.
 */
async function isBoundary(
  run: Transaction,
  { earlier, added, how }: Pair,
  overlap: Overlap,
): Promise<boolean> {
  if (how.bucketSeconds === 0 || overlap.cells === overlap.equal_cells) return false;
  const [span] = await run('SELECT min(bucket) AS first, max(bucket) AS last FROM shared');
  if (!span || number(span, 'first') !== number(span, 'last')) return false;
  const only = number(span, 'first');
  const bucketOf = (micros: number): number =>
    Math.floor((Math.floor(micros / 1_000_000) - how.phase) / how.bucketSeconds);
  const ends = (one: Profile): boolean => bucketOf(one.last - 1) === only && bucketOf(one.first) < only;
  const begins = (one: Profile): boolean => bucketOf(one.first) === only && bucketOf(one.last - 1) > only;
  return (ends(earlier) && begins(added)) || (ends(added) && begins(earlier));
}

function remark(overlap: Overlap): Issue {
  return {
    where: overlap.earlier.name,
    message: `also has ${what(overlap)}: it may count twice. Remove one of the two uploads if they hold the same usage`,
  };
}

function replacedRemark(overlap: Overlap): Issue {
  const { name, records } = overlap.earlier;
  return {
    where: name,
    message: `${records} of its rows, ${what(overlap)}, are replaced by these. They come back when this upload is deleted`,
  };
}

function what({ models, routes, from, to }: Overlap): string {
  const first = formatDay(msToDay(Date.parse(from)));
  const last = formatDay(msToDay(Date.parse(to) - 1));
  const days = first === last ? `on ${first}` : `from ${first} to ${last}`;
  return `${models.join(', ') || 'amounts'} on ${routes.join(', ')}, ${days}`;
}

function shortened(issues: Issue[]): Issue[] {
  if (issues.length <= SHOWN) return issues;
  const more = { where: 'earlier uploads', message: `${issues.length - SHOWN} more overlap with this one` };
  return [...issues.slice(0, SHOWN), more];
}
