import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/build.js';

const HEADER =
  'time,route,model,input_tokens,output_tokens,cached_input_tokens,status,ttft_ms,duration_ms,region';
const MODELS = ['gpt-4.1', 'claude-sonnet-4-5', 'gemini-2.5-flash'];
const HOUR_MS = 3_600_000;

/**
 * A gateway's log in Crossrate CSV: `rows` requests in June 2026, every other one on the relay, which answers 100 ms
 * sooner; every twentieth is refused with 429. The last line has a count that is no number.
 */
export function gatewayLog(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => requestLine(i));
  return [HEADER, ...lines, '2026-06-30T00:00:00Z,official,gpt-4.1,twelve,10,0,ok,400,900,eu', ''].join('\n');
}

function requestLine(i: number): string {
  const relay = i % 2 === 1;
  const time = new Date(Date.UTC(2026, 5, 1) + (i % 672) * HOUR_MS + Math.floor(i / 672)).toISOString();
  const firstMs = 400 + ((i * 37) % 200) - (relay ? 100 : 0);
  const cells = i % 20 < 2 ? ['429', '', ''] : ['ok', firstMs, firstMs + 500];
  const tokens = i % 20 < 2 ? [0, 0, 0] : [100_000 + (i % 9) * 111, 20_000 + (i % 7) * 13, (i % 3) * 10_000];
  return [time, relay ? 'relay' : 'official', MODELS[i % 3], ...tokens, ...cells, 'eu'].join(',');
}

/** A file that no known export looks like, and the tokens in it. */
export interface UnknownFile {
  name: string;
  content: Buffer;
  input: number;
  output: number;
}

const TRACE = 'AzureLLMInferenceTrace_code_2023.csv';

/** Azure's published trace of coding requests where it is at hand, else a file of its shape. */
export function unknownFile(): UnknownFile {
  const path = join(ROOT, '..', 'shared', 'data', 'azure-llm-2023', TRACE);
  return existsSync(path)
    ? { name: TRACE, content: readFileSync(path), input: 18_059_974, output: 245_896 }
    : traceLike();
}

/** 1,000 rows: input 1,000 to 1,999 (their sum is 1,499,500), output always 20. */
function traceLike(): UnknownFile {
  const rows = Array.from({ length: 1000 }, (_, i) => {
    const at = new Date(Date.UTC(2023, 10, 16, 18, 17) + i * 1000).toISOString();
    return `${at.slice(0, 10)} ${at.slice(11, 23)}9600,${1000 + i},20`;
  });
  const text = ['TIMESTAMP,ContextTokens,GeneratedTokens', ...rows, ''].join('\r\n');
  return { name: 'trace.csv', content: Buffer.from(text), input: 1_499_500, output: 20_000 };
}
