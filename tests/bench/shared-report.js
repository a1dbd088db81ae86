import { Agent, request } from 'node:http';

const READERS = 16;
const REQUESTS = 4_000;
const WARM_UP = 200;

/**
 * A shared report read by many at once over kept connections: milliseconds of each answer, and milliseconds from one
 * answer to the next.
 * @param {string} url
 * @returns {Promise<{ answerMs: number[], apartMs: number }>}
 */
export async function readSharedReport(url) {
  const agent = new Agent({ keepAlive: true, maxSockets: READERS });
  const { path, cookie } = await shareReport(url, agent);
  /** @param {number} times */
  const read = async (times) => {
    /** @type {number[]} */
    const ms = [];
    let left = times;
    const reader = async () => {
      while (left-- > 0) {
        const startedAt = performance.now();
        const { status, bytes } = await get(agent, url + path, cookie);
        if (status !== 200 || bytes < 10_000) throw new Error(`the report was answered with ${status}`);
        ms.push(performance.now() - startedAt);
      }
    };
    await Promise.all(Array.from({ length: READERS }, reader));
    return ms;
  };
  await read(WARM_UP);
  const startedAt = performance.now();
  const answerMs = await read(REQUESTS);
  const apartMs = (performance.now() - startedAt) / REQUESTS;
  agent.destroy();
  return { answerMs, apartMs };
}

/**
 * Makes a report of every section, and opens its link.
 * @param {string} url
 * @param {Agent} agent
 */
async function shareReport(url, agent) {
  const made = await fetch(`${url}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Bench' }),
  });
  const { url: link } = /** @type {{ url: string }} */ (await made.json());
  const { headers } = await get(agent, link, '');
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  return { path: String(headers.location), cookie };
}

/**
 * @param {Agent} agent
 * @param {string} address
 * @param {string} cookie
 * @returns {Promise<{ status: number | undefined, headers: import('node:http').IncomingHttpHeaders, bytes: number }>}
 */
function get(agent, address, cookie) {
  return new Promise((resolve, reject) => {
    const asked = request(address, { agent, headers: cookie ? { cookie } : {} }, (response) => {
      let bytes = 0;
      response.on('data', (part) => (bytes += part.length));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, bytes }));
    });
    asked.on('error', reject).end();
  });
}
