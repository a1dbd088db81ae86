import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project, whatever the current one is. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

const CONFIGS = ['svelte.config.js', 'vite.config.ts', 'vite.commands.config.ts', 'tsconfig.json'];
const SOURCES = ['src', 'static', 'data', ...CONFIGS];
const LOCK = 'package-lock.json';

/** Tells what a build was made from: times of files mean nothing after a checkout. */
const HASH_FILE = join('build', '.source-hash');

/**
 * Builds the app where its sources changed since the last build; a build that came without its sources is taken as it
 * is. Throws with a clear message when that fails.
 * @param {string} [root]
 * @returns {boolean} was it built just now?
 */
export function ensureBuilt(root = ROOT) {
  if (!existsSync(join(root, 'node_modules')))
    throw new Error('The libraries are not installed yet: run npm ci first.');
  if (!existsSync(join(root, 'src')) && existsSync(join(root, 'build', 'handler.js'))) return false;
  const hash = sourceHash(root);
  if (builtFrom(root) === hash && existsSync(join(root, 'build', 'handler.js'))) return false;
  console.log('Building Crossrate, once after each change of its sources …');
  build(root);
  writeFileSync(join(root, HASH_FILE), hash);
  return true;
}

/**
 * SHA-256 over names and contents of everything that the build reads; tests are no part of it.
 * @param {string} [root]
 */
export function sourceHash(root = ROOT) {
  const hash = createHash('sha256');
  const files = SOURCES.flatMap((source) => filesUnder(root, source)).filter(
    (file) => !/\.test\.ts$/.test(file),
  );
  for (const file of [...files.sort(), LOCK]) {
    const content = readFileSync(join(root, file));
    hash.update(`${file.replaceAll('\\', '/')}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** @param {string} root */
function builtFrom(root) {
  const file = join(root, HASH_FILE);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/**
 * The app, then the commands beside it: the first empties the folder.
 * @param {string} root
 */
function build(root) {
  vite(root, []);
  vite(root, ['--config', 'vite.commands.config.ts']);
}

/**
 * Always for production: a caller's own NODE_ENV, a test runner's for one, would build in what only developers need.
 * @param {string} root
 * @param {string[]} options
 */
function vite(root, options) {
  const command = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const run = spawnSync(process.execPath, [command, 'build', '--logLevel', 'warn', ...options], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
  });
  if (run.status !== 0) throw new Error(`The build failed:\n${run.stdout}${run.stderr}`);
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!/^(src|static|data)$/.test(path)) return [path];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}
