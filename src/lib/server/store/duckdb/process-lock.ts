import { mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A lock file held by this process. */
export interface ProcessLock {
  release(): void;
}

/** A live process holds the lock. */
export class AlreadyOpen extends Error {}

/**
 * Takes a lock file that names this process. A file of a process that is no longer there is taken over. Throws AlreadyOpen
 * where a live process holds it: two engines on one database file silently lose committed rows.
 */
export function takeLock(path: string): ProcessLock {
  mkdirSync(dirname(path), { recursive: true });
  const mine = identity(process.pid);
  if (!create(path, mine)) {
    refuseIfHeld(path);
    unlinkSync(path);
    if (!create(path, mine)) refuseIfHeld(path);
  }
  return {
    release: () => {
      if (read(path) === mine) unlinkSync(path);
    },
  };
}

function create(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** A lock of this very pid is stale too: in containers every run has the same pid. */
function refuseIfHeld(path: string): void {
  const held = read(path);
  const pid = Number(held.split(' ')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || !isAlive(pid)) return;
  if (held !== identity(pid)) return;
  throw new AlreadyOpen(
    `Another Crossrate, process ${pid}, has this data open. Stop it first, or choose another data folder. (${path})`,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Pid and, where the system tells (Linux), when the process started: pids are used again. */
function identity(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return started ? `${pid} ${started}` : String(pid);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
