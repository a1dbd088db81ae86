import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, ROOT } from './build.js';
import { ensureChromium, NO_CHROMIUM } from './chromium.js';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

const PASSED = { passed: 1, failed: 0, skipped: 0 };
const FAILED = { passed: 0, failed: 1, skipped: 0 };
const reports = mkdtempSync(join(tmpdir(), 'crossrate-test-'));

/** In this order: what is quick and tells most comes first. Every step runs, whatever failed before it. */
const STEPS = [
  step('format', () => tool('prettier', 'bin/prettier.cjs', '--check', '--log-level', 'warn', '.')),
  step('lint', () => synced(() => tool('eslint', 'bin/eslint.js', '.', '--max-warnings', '0'))),
  step('types', () => synced(checkTypes)),
  step('unit', () => vitest('unit')),
  step('integration', () => vitest('integration')),
  step('build', build),
  step('browser', browser),
];

const counts = STEPS.map(({ name, run }) => {
  console.log(`\n── ${name} ──`);
  const startedAt = Date.now();
  return { name, ...run(), seconds: Math.round((Date.now() - startedAt) / 1000) };
});
rmSync(reports, { recursive: true, force: true });

console.log('');
for (const { name, passed, failed, skipped, seconds } of counts)
  console.log(
    `${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''} (${seconds} s)`,
  );
const total = (/** @type {'passed' | 'failed'} */ key) => counts.reduce((sum, count) => sum + count[key], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') > 0 ? 1 : 0;

/**
 * @param {string} name
 * @param {() => Count} run
 */
function step(name, run) {
  return { name, run };
}

/**
 * Runs a library's command, its output shown as it comes.
 * @param {string} library
 * @param {string} file
 * @param {string[]} args
 */
function tool(library, file, ...args) {
  const path = join(ROOT, 'node_modules', library, file);
  const { status } = spawnSync(process.execPath, [path, ...args], { cwd: ROOT, stdio: 'inherit' });
  return status === 0 ? PASSED : FAILED;
}

/**
 * What reads types needs Kit's generated ones, which a fresh clone has not.
 * @param {() => Count} run
 */
function synced(run) {
  return tool('@sveltejs/kit', 'svelte-kit.js', 'sync') === PASSED ? run() : FAILED;
}

function checkTypes() {
  return tool('svelte-check', 'bin/svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings');
}

/**
 * One project of vite.config.ts; a file that does not even load counts as one failure.
 * @param {string} project
 * @returns {Count}
 */
function vitest(project) {
  const report = join(reports, `${project}.json`);
  const run = tool(
    'vitest',
    'vitest.mjs',
    ...['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  );
  if (!existsSync(report)) return FAILED;
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = numFailedTests === 0 && run === FAILED ? 1 : numFailedTests;
  return { passed: numPassedTests, failed, skipped: numPendingTests };
}

function build() {
  try {
    if (!ensureBuilt()) console.log('nothing changed since the last build');
    return PASSED;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return FAILED;
  }
}

/** Without a browser its tests count as failed: they say nothing about this machine. */
function browser() {
  if (ensureChromium()) return vitest('browser');
  console.error(NO_CHROMIUM);
  const list = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'list', '--project', 'browser', '--json'],
    { cwd: ROOT, encoding: 'utf8' },
  );
  return { passed: 0, failed: list.status === 0 ? JSON.parse(list.stdout).length : 1, skipped: 0 };
}
