import { batchJobs, HOURLY_HEADER } from './batch-jobs';
import { STORY_FROM, STORY_TO } from './calendar';
import { Dice } from './dice';
import { CHARGED_HEADER, REQUEST_HEADER, requestCsv } from './request-csv';
import { requestsOf, type RequestExport } from './requests';
import { brokenRows, repeatedRows } from './slips';

/** One file of the sample company, as Crossrate CSV. */
export interface SampleFile {
  name: string;
  /** The text, header first, in pieces of many lines; the same at every call. */
  text(): Generator<string>;
}

const APRIL = Date.UTC(2026, 3, 1);
const MAY = Date.UTC(2026, 4, 1);
const JUNE = Date.UTC(2026, 5, 1);
const NEW_YEAR = Date.UTC(2026, 0, 1);

/**
 * The sample company's uploads, oldest first: the official route's log of 2025 and of the first quarter of 2026, the
 * parallel run, the ramp, and the hourly sums of the batch jobs. Some rows are repeated and some cannot be used, as in
 * real exports.
 */
export const SAMPLE_FILES: readonly SampleFile[] = [
  requestFile('official-2025-h2.csv', { mark: 'a', from: STORY_FROM, to: NEW_YEAR, charged: false }),
  requestFile('official-2026-q1.csv', { mark: 'b', from: NEW_YEAR, to: APRIL, charged: true }),
  requestFile('parallel-run-2026-04.csv', { mark: 'd', from: APRIL, to: MAY, charged: true }),
  requestFile('rollout-2026-05.csv', { mark: 'e', from: MAY, to: JUNE, charged: true }),
  requestFile('rollout-2026-06.csv', { mark: 'f', from: JUNE, to: STORY_TO, charged: true }),
  { name: 'batch-jobs-hourly.csv', text: hourlyText },
];

function requestFile(name: string, file: RequestExport): SampleFile {
  return { name, text: () => requestText(file) };
}

function* requestText(file: RequestExport): Generator<string> {
  const dice = new Dice(file.mark.charCodeAt(0));
  yield `${file.charged ? CHARGED_HEADER : REQUEST_HEADER}\n`;
  for (const requests of requestsOf(file, dice)) {
    let text = '';
    for (const request of requests) text += requestCsv(request);
    yield text + repeatedRows(requests) + brokenRows(requests, file);
  }
}

function* hourlyText(): Generator<string> {
  yield `${HOURLY_HEADER}\n`;
  let text = '';
  for (const row of batchJobs(new Dice('h'.charCodeAt(0)))) {
    text += row;
    if (text.length > 60_000) {
      yield text;
      text = '';
    }
  }
  yield text;
}
