import { request } from 'node:http';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';

/** A small export with sums known beforehand. All its rows carry one feature, by which they are found again. */
export interface UsageUpload {
  feature: string;
  rows: number;
  inputTokens: number;
  outputTokens: number;
  csv: Buffer;
}

const HEADER = 'time,route,model,input_tokens,output_tokens,feature,request_id';
const FROM = Date.UTC(2026, 5, 1);

/** The upload of a number: row i has 100 + i mod 50 input tokens and 7 output tokens. */
export function usageUpload(number: number, rows: number): UsageUpload {
  const feature = `upload-${number}`;
  const lines = [HEADER];
  let inputTokens = 0;
  for (let i = 0; i < rows; i++) {
    const input = 100 + (i % 50);
    inputTokens += input;
    const time = new Date(FROM + i * 1000).toISOString();
    lines.push(`${time},${i % 3 ? 'official' : 'relay'},gpt-4.1,${input},7,${feature},${feature}-${i}`);
  }
  return { feature, rows, inputTokens, outputTokens: 7 * rows, csv: Buffer.from(`${lines.join('\n')}\n`) };
}

/** What became of an upload: the answer's status and body; undefined where the connection broke. */
export type Answer = { status: number; body: { id?: string; type?: string; title?: string } } | undefined;

/** Uploads a file and waits until it is loaded. Never throws. */
export function send(url: string, { feature, csv }: UsageUpload): Promise<Answer> {
  return sendStream(url, feature, Readable.from([csv]));
}

/** The same with a body that comes as it pleases. */
export function sendStream(url: string, name: string, body: Readable): Promise<Answer> {
  return new Promise((resolve) => {
    const sent = request(`${url}/api/v1/uploads?name=${name}.csv&format=crossrate&wait=1`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      agent: false,
    });
    sent.on('error', () => resolve(undefined));
    sent.on('response', (response) => {
      json(response).then(
        (answer) => resolve({ status: response.statusCode ?? 0, body: answer as object }),
        () => resolve(undefined),
      );
    });
    body.on('error', () => sent.destroy());
    body.pipe(sent);
  });
}
