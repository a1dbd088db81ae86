const REQUESTS = 60;
const DAY_MS = 86_400_000;
const FROM = Date.UTC(2025, 5, 1);
const TO = '2026-07-01';

/** Milliseconds that a page's data may take, unless it goes over conversations or draws intervals. */
const LIMIT_MS = 50;
const LONG_LIMIT_MS = 300;
const LONG = /\/(conversations|latency\/(delta|__data))/;

/** What the pages ask for. Each request has a period of its own, so that no answer is remembered from the last. */
const QUERIES = [
  '/api/v1/spend?by=model',
  '/api/v1/spend?by=day,model',
  '/api/v1/savings?baseline=official&candidate=relay',
  '/api/v1/latency?by=route,model&metric=duration',
  '/api/v1/latency/delta?metric=duration',
  '/api/v1/errors?by=route,class',
  '/__data.json',
  '/spend/__data.json',
  '/exchange/__data.json',
  '/latency/__data.json',
  '/api/v1/conversations',
  '/conversations/__data.json',
];

/**
 * Times every query; the answer is read to its end.
 * @param {string} url
 * @returns {Promise<{ query: string, limitMs: number, ms: number[] }[]>}
 */
export async function timeQueries(url) {
  const timed = [];
  for (const query of QUERIES) {
    const limitMs = LONG.test(query) ? LONG_LIMIT_MS : LIMIT_MS;
    timed.push({ query, limitMs, ms: await timeQuery(url, query) });
  }
  return timed;
}

/**
 * @param {string} url
 * @param {string} query
 */
async function timeQuery(url, query) {
  const ms = [];
  for (let i = 0; i < REQUESTS; i++) {
    const from = new Date(FROM + i * DAY_MS).toISOString().slice(0, 10);
    const startedAt = performance.now();
    const answer = await fetch(`${url}${query}${query.includes('?') ? '&' : '?'}from=${from}&to=${TO}`);
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${query} was answered with ${answer.status}`);
    ms.push(performance.now() - startedAt);
  }
  return ms;
}
