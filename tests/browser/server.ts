import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../scripts/build.js';

const ANSWERS_WITHIN_MS = 60_000;
const ADDRESS = /Crossrate is at (http:\S+)/;

export interface RunningServer {
  /** http://127.0.0.1:port */
  url: string;
  dataDir: string;
  process: ChildProcess;
  /** What it has written to standard output and standard error so far. */
  output: () => string;
  /** SIGTERM, then the exit code; removes the data folder that it was given by startServer. */
  stop: () => Promise<number | null>;
}

export interface ServerOptions {
  /** Kept after the stop; without one a new folder is made, and removed. */
  dataDir?: string;
  env?: Record<string, string>;
}

/** Runs the built app as `npm start` does, on a free port, and waits until it listens. Throws with its output if it ends. */
export async function startServer({ dataDir, env }: ServerOptions = {}): Promise<RunningServer> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'crossrate-data-')));
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'serve.js')], {
    env: {
      ...withoutSettings(),
      UV_THREADPOOL_SIZE: '8',
      CROSSRATE_DATA: folder,
      CROSSRATE_PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = outputOf(child);
  const url = await addressOf(child, output);
  const stop = async () => {
    const code = await stopProcess(child);
    if (!dataDir) await rm(folder, { recursive: true, force: true });
    return code;
  };
  return { url, dataDir: folder, process: child, output, stop };
}

/** Ends a process as an operator does, and waits for its exit code. */
async function stopProcess(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  return child.exitCode;
}

function outputOf(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (part: string) => (text += part));
  return () => text;
}

async function addressOf(child: ChildProcess, output: () => string): Promise<string> {
  const limit = AbortSignal.timeout(ANSWERS_WITHIN_MS);
  while (child.exitCode === null && child.signalCode === null && !limit.aborted) {
    const address = ADDRESS.exec(output())?.[1];
    if (address) return address;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill('SIGKILL');
  throw new Error(`The server did not start (exit code ${String(child.exitCode)}):\n${output()}`);
}

/** A developer's own settings are not part of a test. */
function withoutSettings(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CROSSRATE_')));
}
