import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ROOT } from './build.js';

const OLDEST_NODE = [20, 19];

/** The engine's queries run in libuv's pool, and with the default of 4 threads few slow ones block all file reads. */
const THREADS = '8';

const PARENT_CHECK_MS = 500;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]))
  stop(`Crossrate needs Node.js ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`);

try {
  ensureBuilt();
} catch (error) {
  stop(error instanceof Error ? error.message : String(error));
}

// The size of the pool is read once, before the first line of a program runs: so the server is a process of its own.
const server = spawn(process.execPath, [join(ROOT, 'scripts', 'serve.js')], {
  env: { UV_THREADPOOL_SIZE: THREADS, ...process.env },
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP']))
  process.on(signal, () => server.kill(signal));
if (process.env.npm_lifecycle_event) stopWithParent();
server.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGKILL' ? 137 : 1)));

/** npm that is killed tells nobody, and the port would stay taken: so look whether it is still there. */
function stopWithParent() {
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || server.kill('SIGTERM'), PARENT_CHECK_MS).unref();
}

/** @param {string} message */
function stop(message) {
  console.error(message);
  process.exit(1);
}
