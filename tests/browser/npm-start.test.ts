import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/build.js';

let npm: ChildProcess;
let dataDir: string;
let url: string;
let output: string;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'crossrate-start-'));
  output = '';
  npm = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { ...process.env, CROSSRATE_PORT: '0', CROSSRATE_DATA: dataDir, CROSSRATE_SAMPLE: '0' },
  });
  for (const stream of [npm.stdout, npm.stderr])
    stream?.on('data', (part: Buffer) => (output += String(part)));
  await expect.poll(() => output, { timeout: 120_000 }).toMatch(/Crossrate is at http:\S+\n/);
  url = /Crossrate is at (http:\S+)/.exec(output)?.[1] ?? '';
});

afterEach(() => {
  npm.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

const isUp = () =>
  fetch(`${url}/healthz`).then(
    () => true,
    () => false,
  );

describe('npm start', () => {
  it('serves at the address that it prints, also as localhost', async () => {
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect((await fetch(`${url.replace('127.0.0.1', 'localhost')}/readyz`)).status).toBe(200);
  });

  it('passes SIGTERM on and ends with exit code 0', async () => {
    npm.kill('SIGTERM');
    await expect.poll(() => npm.exitCode, { timeout: 30_000 }).toBe(0);
    expect(await isUp()).toBe(false);
  });

  it('leaves no server behind when npm is killed', async () => {
    npm.kill('SIGKILL');
    await expect.poll(isUp, { timeout: 15_000 }).toBe(false);
  });
});
