import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureBuilt, sourceHash } from '../../scripts/build.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'crossrate-start-'));
  write('src/routes/+page.svelte', '<h1>Overview</h1>');
  write('data/rates/usd-cny.csv', 'date,rate\n2026-06-01,7.1\n');
  write('package-lock.json', '{}');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Stands in for the builder: counts how often it is called, or fails. */
function writeBuilder(code: string): void {
  write(
    'node_modules/vite/bin/vite.js',
    `const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');\n${code}`,
  );
}

const BUILDS = `mkdirSync('build', { recursive: true }); writeFileSync('build/handler.js', ''); appendFileSync('builds', 'x');`;
/** The app and the commands beside it. */
const BUILT_ONCE = 'xx';

describe('sourceHash', () => {
  it('is the same for the same sources', () => {
    expect(sourceHash(root)).toBe(sourceHash(root));
  });

  it.each(['src/routes/+page.svelte', 'data/rates/usd-cny.csv', 'package-lock.json', 'svelte.config.js'])(
    'changes with %s',
    (path) => {
      const before = sourceHash(root);
      write(path, 'something else');
      expect(sourceHash(root)).not.toBe(before);
    },
  );

  it('changes when a file is renamed', () => {
    write('static/a.svg', '<svg/>');
    const before = sourceHash(root);
    rmSync(join(root, 'static/a.svg'));
    write('static/b.svg', '<svg/>');
    expect(sourceHash(root)).not.toBe(before);
  });

  it('does not change with a test', () => {
    const before = sourceHash(root);
    write('src/lib/usage/day.test.ts', 'it.todo();');
    expect(sourceHash(root)).toBe(before);
  });
});

describe('ensureBuilt', () => {
  it('says what to do where the libraries are missing', () => {
    expect(() => ensureBuilt(root)).toThrow('run npm ci first');
  });

  it('builds once, and again only when a source changed', () => {
    writeBuilder(BUILDS);
    expect([ensureBuilt(root), ensureBuilt(root)]).toEqual([true, false]);
    write('src/routes/+page.svelte', '<h1>Spend</h1>');
    expect([ensureBuilt(root), ensureBuilt(root)]).toEqual([true, false]);
    expect(readFileSync(join(root, 'builds'), 'utf8')).toBe(BUILT_ONCE + BUILT_ONCE);
  });

  it('takes a build that came without its sources as it is', () => {
    writeBuilder(`throw new Error('there is nothing to build from');`);
    write('build/handler.js', '');
    rmSync(join(root, 'src'), { recursive: true });
    expect(ensureBuilt(root)).toBe(false);
  });

  it('shows why a build failed, and tries again the next time', () => {
    writeBuilder(`console.error('Unexpected token in +page.svelte'); process.exit(1);`);
    expect(() => ensureBuilt(root)).toThrow('Unexpected token in +page.svelte');
    writeBuilder(BUILDS);
    expect(ensureBuilt(root)).toBe(true);
  });
});
