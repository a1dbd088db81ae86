import { createServer } from 'node:http';
import { SECURITY_HEADERS } from '../src/lib/server/security-headers.js';

/** How long requests under way may take after a signal to stop; then the app has 12 s to finish and close. */
const FINISH_WITHIN_MS = 12_000;

/** Told to the app by a header of our own, so that its URLs carry the name that the person typed. */
const PROTOCOL_HEADER = 'x-crossrate-protocol';

const HSTS = { 'strict-transport-security': 'max-age=31536000' };

// What is written from here on, the database and the originals above all, is for this user alone.
process.umask(0o077);

const host = process.env.CROSSRATE_HOST || '127.0.0.1';
const port = Number(process.env.CROSSRATE_PORT || 4173);

process.env.PROTOCOL_HEADER = PROTOCOL_HEADER;
process.env.BODY_SIZE_LIMIT = 'Infinity';
if (process.env.CROSSRATE_ORIGIN) process.env.ORIGIN = process.env.CROSSRATE_ORIGIN;

/** Behind TLS browsers come back by TLS only, for a year. */
const headers = { ...SECURITY_HEADERS, ...(isHttps(process.env.CROSSRATE_ORIGIN) && HSTS) };

/** @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void} Handler */

/** @type {Promise<Handler> | undefined} */
let handler;
let finishing = false;

// A large upload over a slow line may take longer than Node's five minutes.
const server = createServer({ requestTimeout: 0 }, async (request, response) => {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  request.headers[PROTOCOL_HEADER] = 'http';
  response.on('close', () => finishing && server.closeIdleConnections());
  (await handler)?.(request, response);
});

server.on('error', (error) => {
  const { code } = /** @type {NodeJS.ErrnoException} */ (error);
  stop(
    code === 'EADDRINUSE'
      ? `Port ${port} is in use. Stop what uses it, or choose another: CROSSRATE_PORT=${port + 1} npm start`
      : `Cannot listen at ${host}, port ${port}: ${error.message}`,
  );
});

// The port is taken before the store is opened: a second start fails without touching the data of the first.
server.listen(port, host, async () => {
  handler = openHandler();
  await handler;
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`Crossrate is at http://${host.includes(':') ? `[${host}]` : host}:${address.port}`);
});

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => finish(signal));
process.on('disconnect', () => finish('the end of its parent'));

/** @param {string | undefined} origin */
function isHttps(origin) {
  return origin?.toLowerCase().startsWith('https:') ?? false;
}

/** @returns {Promise<Handler>} */
async function openHandler() {
  try {
    return (await import(new URL('../build/handler.js', import.meta.url).href)).handler;
  } catch (error) {
    if (!(error instanceof Error)) stop(String(error));
    const expected = error.name === 'BadSettings' || error.name === 'Error';
    stop(`Crossrate cannot start. ${expected ? error.message : error.stack}`);
  }
}

/** @param {string} reason */
function finish(reason) {
  if (finishing) return;
  finishing = true;
  /** @type {NodeJS.EventEmitter} */
  const app = process;
  app.emit('crossrate:stopping');
  server.close(() => app.emit('sveltekit:shutdown', reason));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS).unref();
}

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
  console.error(message);
  process.exit(1);
}
