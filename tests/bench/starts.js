import { setTimeout as sleep } from 'node:timers/promises';
import { startBenchServer } from './bench-server.js';

const POLL_MS = 50;
/** A server that nobody asks anything has settled by then. */
const IDLE_MS = 3_000;

/**
 * A start on a database that is full already: milliseconds until it listens, and memory resident once it is idle.
 * @param {string} dataDir
 * @param {string} memory
 */
export async function timeStart(dataDir, memory) {
  const server = await startBenchServer(dataDir, memory);
  try {
    await ask(`${server.url}/readyz`);
    await sleep(IDLE_MS);
    return { listeningMs: server.listeningMs, idleMiB: server.residentMiB() };
  } finally {
    await server.stop();
  }
}

/**
 * The very first start: seconds until the sample company is there.
 * @param {string} dataDir a new folder
 * @param {string} memory
 */
export async function timeFirstStart(dataDir, memory) {
  const server = await startBenchServer(dataDir, memory, { sample: true });
  try {
    while ((await (await ask(`${server.url}/api/v1/sample`)).json()).loading) await sleep(POLL_MS);
    return (performance.now() - server.startedAt) / 1000;
  } finally {
    await server.stop();
  }
}

/** @param {string} address */
async function ask(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} was answered with ${answer.status}`);
  return answer;
}
