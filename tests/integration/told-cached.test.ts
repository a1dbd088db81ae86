import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_IN_FORMATS } from '$lib/formats/built-in';
import { createIngest, type Ingest } from '$lib/server/ingest/ingest';
import { openStore } from '$lib/server/store/duckdb/open-store';
import type { Store } from '$lib/server/store/store';

let folder: string;
let store: Store;
let ingest: Ingest;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crossrate-cached-'));
  store = await openStore({ dataDir: folder, memoryLimit: '512MB', threads: 2 });
  const formats = async () => [...BUILT_IN_FORMATS];
  const log = pino({ level: 'silent' });
  ingest = createIngest({ store, dataDir: folder, maxUpload: 8 << 20, formats, log, now: () => Date.now() });
});

afterAll(async () => {
  await ingest.drain();
  await store.close();
  rmSync(folder, { recursive: true });
});

/** A span of OTLP JSON; `attributes` beside the model and the tokens. */
function span(second: number, attributes: Record<string, number> = {}): object {
  const at = `178151760${second}000000000`;
  const counts = { 'gen_ai.usage.input_tokens': 100, 'gen_ai.usage.output_tokens': 10, ...attributes };
  return {
    traceId: `0${second}`,
    spanId: `0${second}`,
    startTimeUnixNano: at,
    endTimeUnixNano: at,
    attributes: [
      { key: 'gen_ai.operation.name', value: { stringValue: 'chat' } },
      { key: 'gen_ai.request.model', value: { stringValue: 'gpt-4o' } },
      ...Object.entries(counts).map(([key, count]) => ({ key, value: { intValue: String(count) } })),
    ],
  };
}

const traces = (...spans: object[]): string =>
  JSON.stringify({ resourceSpans: [{ resource: {}, scopeSpans: [{ spans }] }] });

async function cached(body: string): Promise<[preview: boolean | undefined, loaded: boolean]> {
  const options = { format: 'auto', route: 'official' };
  const preview = await ingest.preview(new TextEncoder().encode(body), options);
  const loaded = await ingest.receive(new Blob([body]).stream(), {
    ...options,
    name: 'export',
    wait: true,
  });
  if (!preview.ok || !loaded.ok) throw new Error(JSON.stringify([preview, loaded]));
  return [preview.normalised?.has.cached, loaded.upload.has.cached];
}

const CACHED = 'gen_ai.usage.cache_read.input_tokens';

describe('whether an export tells cached tokens', () => {
  it.each([
    ['spans of which none does', traces(span(1), span(2)), false],
    ['spans of which one says 0', traces(span(3), span(4, { [CACHED]: 0 })), true],
    ['spans of which one says 40', traces(span(5, { [CACHED]: 40 }), span(6)), true],
    [
      'a CSV without the column',
      'time,route,model,input_tokens,output_tokens\n2026-06-01,official,m,1,1\n',
      false,
    ],
    [
      'a CSV with it',
      'time,route,model,input_tokens,output_tokens,cached_input_tokens\n2026-06-02,official,m,1,1,0\n',
      true,
    ],
  ])('%s', async (_, body, told) => {
    expect(await cached(body)).toEqual([told, told]);
  });
});
