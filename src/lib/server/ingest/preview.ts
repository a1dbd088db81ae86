import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import type { Route } from '$lib/exchange/route';
import type { Format, NumberStyle } from '$lib/formats/format';
import { columnsAt, isJson, type JsonShape } from '$lib/formats/json-shape';
import { likelyPlace } from '$lib/formats/likely-place';
import { proposeFormat, type Proposal } from '$lib/formats/propose';
import { recogniseFormat } from '$lib/formats/recognise';
import type { Preview, Store } from '$lib/server/store/store';
import type { Issue } from '$lib/usage/filters';
import { chooseFormat, fileShape, type FileShape } from './choose-format';
import type { Encoding } from './encoding';
import { rewriteJson } from './json-rewrite';
import type { JsonScanned } from './json-scan';
import { plainCsv, plainFileOf, readingIssues } from './load-job';
import { checkNumberStyle } from './number-style-check';
import { receiveBody, type ReceivedBody } from './receive-body';
import { Refused, type Refusal } from './refusal';
import type { Rewritten } from './rewrite';
import { removeSpooled, spoolPaths } from './spool-folder';
import type { TextScanned } from './text-scan';
import { wholeRecords } from './whole-records';

const ROWS = 20;
/** Columns of unknown JSON that are looked at. */
const MOST_COLUMNS = 500;

export interface PreviewOptions {
  /** A format's id, or `auto`. */
  format: string;
  route?: string;
  newRoutes?: Route['kind'];
  encoding?: 'gb18030';
  numberStyle?: NumberStyle;
}

/** How a file is written. */
export interface Dialect {
  encoding: Encoding;
  gzip: boolean;
  shape: 'csv' | 'json' | 'ndjson';
  /** Undefined in JSON. */
  delimiter: string | undefined;
  /** Undefined in JSON, and where there is no newline after the header. */
  newline: string | undefined;
  /** Style that numbers are read in; undefined without a format. */
  numberStyle: NumberStyle | undefined;
  /** False where the first rows are of another style: the file is not loaded in this one. */
  numberStyleFits: boolean;
}

/** What an upload would come to, from the beginning of the file. */
export interface UploadPreview {
  ok: true;
  /** Undefined where no format, or more than one, fits. */
  format: Format | undefined;
  /** Formats that fit the header, the most specific first. */
  candidates: Format[];
  /** A declaration to start from, where no format fits. */
  proposal: Proposal | undefined;
  header: string[];
  dialect: Dialect;
  /** The first rows as they would be kept; none without a format. */
  normalised: Preview | undefined;
  issues: Issue[];
}

interface PreviewDeps {
  store: Store;
  formats: Format[];
  /** Folder for what is removed again before this returns. */
  spool: string;
}

/** Previews an upload from the first 256 KiB of its bytes (or all of them), by the very steps of an upload. */
export async function previewUpload(
  bytes: Uint8Array,
  options: PreviewOptions,
  deps: PreviewDeps,
): Promise<UploadPreview | Refusal> {
  const paths = spoolPaths(deps.spool, `preview-${randomUUID()}`);
  try {
    const { text, gzip, cut } = wholeRecords(Buffer.from(bytes), options.encoding);
    const body = await receiveBody(new Blob([new Uint8Array(text)]).stream(), {
      rawPath: paths.raw,
      textPath: paths.text,
      maxBytes: text.length,
      cut,
      ...(options.encoding && { confirmedEncoding: options.encoding }),
    });
    return await describe({ ...body, gzip }, paths.plain, options, deps);
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  } finally {
    await removeSpooled(paths);
  }
}

async function describe(
  body: ReceivedBody,
  plainPath: string,
  options: PreviewOptions,
  { store, formats }: PreviewDeps,
): Promise<UploadPreview> {
  const shape = fileShape(body.scanned);
  const { candidates, noUsage } = recogniseFormat(shape, formats);
  const known = options.format !== 'auto' || candidates.length > 0;
  const chosen = known ? tryChoose(shape, formats, options) : undefined;
  const format = chosen && !(chosen instanceof Refused) ? chosen : undefined;
  const { header, place } = headerOf(body.scanned, format);
  const { file, rejects, emptyLines } = await previewFile(body, plainPath, { format, place, header });
  const rows = await sampleRows(file.path, file.delimiter, file.lineColumn !== undefined);
  const normalised = format && (await store.preview(file, format, routeOf(options), ROWS));
  const names = isJson(shape) ? file.columns.slice(1) : header;
  const style = format ? checkNumberStyle(names, rows, format) : { fits: true, issues: [] };
  const issues = [
    ...(chosen instanceof Refused ? [{ where: 'format', message: chosen.message }] : []),
    ...(format?.unconfirmed === undefined
      ? []
      : [{ where: 'format', message: unconfirmed(format.unconfirmed) }]),
    ...style.issues,
    ...(normalised?.issues ?? []),
    ...readingIssues(rejects, emptyLines, file.lineIs),
  ];
  return {
    ok: true,
    format,
    candidates: noUsage ? [] : candidates,
    proposal: known ? undefined : proposeFor(shape, place, header, rows),
    header,
    dialect: { ...dialectOf(body, format), numberStyleFits: style.fits },
    normalised,
    issues,
  };
}

function unconfirmed(what: string): string {
  return `Not confirmed by a real export yet: ${what} Check the rows below.`;
}

/** Names of what the rows hold, and where JSON has its records: where the format says, else where most of them are. */
function headerOf(
  scanned: TextScanned | JsonScanned,
  format: Format | undefined,
): { header: string[]; place: string } {
  if (scanned.kind === 'csv') return { header: scanned.columns, place: '' };
  const place = format?.records?.[0] ?? likelyPlace(scanned.shape);
  return { header: columnsAt(scanned.shape, place).slice(0, MOST_COLUMNS), place };
}

/** The plain file of a preview: of JSON that no format fits, with all columns. */
function previewFile(
  body: ReceivedBody,
  target: string,
  { format, place, header }: { format: Format | undefined; place: string; header: string[] },
): Promise<Rewritten> {
  const { scanned, textPath } = body;
  if (scanned.kind === 'csv') return plainCsv(scanned, textPath, target);
  if (format) return plainFileOf(body, target, format);
  return rewriteJson(textPath, target, scanned, { place, columns: header });
}

function proposeFor(
  shape: readonly string[] | JsonShape,
  place: string,
  header: string[],
  rows: string[][],
): Proposal {
  const proposal = proposeFormat(header, rows);
  if (!isJson(shape)) return proposal;
  const where = place === '' ? {} : { records: [place] };
  return { ...proposal, format: { ...proposal.format, shape: 'json', ...where } };
}

function tryChoose(file: FileShape, formats: Format[], options: PreviewOptions): Format | Refused {
  try {
    return chooseFormat(file, formats, options);
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}

function routeOf({ route, newRoutes }: PreviewOptions): { route?: string; newRoutes?: Route['kind'] } {
  return { ...(route !== undefined && { route }), ...(newRoutes !== undefined && { newRoutes }) };
}

function dialectOf(
  { encoding, gzip, scanned }: ReceivedBody,
  format: Format | undefined,
): Omit<Dialect, 'numberStyleFits'> {
  const numberStyle = format?.numberStyle;
  if (scanned.kind === 'json') {
    const shape = scanned.lines ? 'ndjson' : 'json';
    return { encoding, gzip, shape, delimiter: undefined, newline: undefined, numberStyle };
  }
  const { delimiter, newline } = scanned;
  return { encoding, gzip, shape: 'csv', delimiter, newline, numberStyle };
}

/** Cells of the first rows, as written. */
async function sampleRows(path: string, delimiter: string, numbered: boolean): Promise<string[][]> {
  const text = await readFile(path, 'utf8');
  const { data } = Papa.parse<string[]>(text, { delimiter, preview: ROWS + 1 });
  return data.slice(1).map((row) => (numbered ? row.slice(1) : row));
}
