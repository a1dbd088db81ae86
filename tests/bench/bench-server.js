import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../scripts/build.js';

/**
 * A built server on a port of its own.
 * @typedef {object} BenchServer
 * @property {string} url
 * @property {number} listeningMs from its start until it listens
 * @property {number} startedAt when it was started, as performance.now() has it
 * @property {() => number} peakMiB most memory resident so far
 * @property {() => number} residentMiB memory resident now
 * @property {() => Promise<void>} stop
 */

/**
 * @param {string} dataDir
 * @param {string} memory
 * @param {{ sample?: boolean }} [options] `sample`: a new database starts with the sample company
 * @returns {Promise<BenchServer>}
 */
export async function startBenchServer(dataDir, memory, { sample = false } = {}) {
  const startedAt = performance.now();
  const server = spawn(process.execPath, [join(ROOT, 'scripts', 'serve.js')], {
    env: {
      ...process.env,
      UV_THREADPOOL_SIZE: '8',
      NODE_ENV: 'production',
      CROSSRATE_PORT: '0',
      CROSSRATE_DATA: dataDir,
      CROSSRATE_SAMPLE: sample ? '1' : '0',
      CROSSRATE_MEMORY: memory,
      CROSSRATE_LOG: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(server.stdout)) {
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (url === undefined) continue;
    const listeningMs = performance.now() - startedAt;
    server.stdout.resume();
    return {
      url,
      listeningMs,
      startedAt,
      peakMiB: () => memoryMiB(server.pid, 'VmHWM'),
      residentMiB: () => memoryMiB(server.pid, 'VmRSS'),
      stop: () => stop(server),
    };
  }
  throw new Error('The server ended before it listened.');
}

/**
 * Uploads a file and waits until it is ready.
 * @param {string} url
 * @param {string} path
 * @param {Record<string, string>} [query] more of the address
 * @returns {Promise<{ ms: number, rows: Record<string, number> }>}
 */
export async function upload(url, path, query = {}) {
  const startedAt = performance.now();
  const parameters = new URLSearchParams({ name: 'bench.csv', format: 'crossrate', wait: '1', ...query });
  const sent = request(`${url}/api/v1/uploads?${parameters}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
  });
  createReadStream(path, { highWaterMark: 1 << 20 }).pipe(sent);
  const [answer] = await once(sent, 'response');
  let text = '';
  for await (const chunk of answer) text += chunk;
  if (answer.statusCode !== 201)
    throw new Error(`The upload was answered with ${answer.statusCode}: ${text}`);
  return { ms: performance.now() - startedAt, rows: JSON.parse(text).rows };
}

/**
 * @param {number | undefined} pid
 * @param {'VmHWM' | 'VmRSS'} what
 */
function memoryMiB(pid, what) {
  const kib = new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}

/** @param {import('node:child_process').ChildProcess} server */
async function stop(server) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
}
