import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import type { Route } from '$lib/exchange/route';
import type { Format, NumberStyle } from '$lib/formats/format';
import { proposeFormat, type Proposal } from '$lib/formats/propose';
import { recogniseFormat } from '$lib/formats/recognise';
import type { Preview, Store } from '$lib/server/store/store';
import type { Issue } from '$lib/usage/filters';
import { chooseFormat } from './choose-format';
import type { Encoding } from './encoding';
import { plainFileOf, readingIssues } from './load-job';
import { checkNumberStyle } from './number-style-check';
import { receiveBody, type ReceivedBody } from './receive-body';
import { Refused, type Refusal } from './refusal';
import type { Rewritten } from './rewrite';
import { removeSpooled, spoolPaths } from './spool-folder';
import { wholeRecords } from './whole-records';

const ROWS = 20;

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
  delimiter: string;
  /** Undefined where there is no newline after the header. */
  newline: string | undefined;
  /** Style that numbers are read in; undefined without a format. */
  numberStyle: NumberStyle | undefined;
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
    const { text, gzip } = wholeRecords(Buffer.from(bytes), options.encoding);
    const body = await receiveBody(new Blob([new Uint8Array(text)]).stream(), {
      rawPath: paths.raw,
      textPath: paths.text,
      maxBytes: text.length,
      ...(options.encoding && { confirmedEncoding: options.encoding }),
    });
    const rewritten = await plainFileOf(body, paths.plain);
    return await describe({ ...body, gzip }, rewritten, options, deps);
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  } finally {
    await removeSpooled(paths);
  }
}

async function describe(
  body: ReceivedBody,
  { file, rejects, emptyLines }: Rewritten,
  options: PreviewOptions,
  { store, formats }: PreviewDeps,
): Promise<UploadPreview> {
  const header = body.scanned.columns;
  const { candidates } = recogniseFormat(header, formats);
  const known = options.format !== 'auto' || candidates.length > 0;
  const chosen = known ? tryChoose(header, formats, options) : undefined;
  const format = chosen && !(chosen instanceof Refused) ? chosen : undefined;
  const rows = await sampleRows(file.path, file.delimiter, file.lineColumn !== undefined);
  const normalised = format && (await store.preview(file, format, routeOf(options), ROWS));
  const issues = [
    ...(chosen instanceof Refused ? [{ where: 'format', message: chosen.message }] : []),
    ...(format ? checkNumberStyle(header, rows, format) : []),
    ...readingIssues(rejects, emptyLines),
  ];
  return {
    ok: true,
    format,
    candidates,
    proposal: known ? undefined : proposeFormat(header, rows),
    header,
    dialect: dialectOf(body, format),
    normalised,
    issues,
  };
}

function tryChoose(header: string[], formats: Format[], options: PreviewOptions): Format | Refused {
  try {
    return chooseFormat(header, formats, options);
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}

function routeOf({ route, newRoutes }: PreviewOptions): { route?: string; newRoutes?: Route['kind'] } {
  return { ...(route !== undefined && { route }), ...(newRoutes !== undefined && { newRoutes }) };
}

function dialectOf({ encoding, gzip, scanned }: ReceivedBody, format: Format | undefined): Dialect {
  const { delimiter, newline } = scanned;
  return { encoding, gzip, delimiter, newline, numberStyle: format?.numberStyle };
}

/** Cells of the first rows, as written. */
async function sampleRows(path: string, delimiter: string, numbered: boolean): Promise<string[][]> {
  const text = await readFile(path, 'utf8');
  const { data } = Papa.parse<string[]>(text, { delimiter, preview: ROWS + 1 });
  return data.slice(1).map((row) => (numbered ? row.slice(1) : row));
}
