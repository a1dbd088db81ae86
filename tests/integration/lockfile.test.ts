import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Package {
  optionalDependencies?: Record<string, string>;
  os?: string[];
  cpu?: string[];
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, Package>;
};

describe('package-lock.json', () => {
  // A registry that lacks some of them makes npm leave them out, and then npm ci refuses everywhere else.
  it('holds the binaries of every platform, so that npm ci works on each', () => {
    const wanted = Object.values(packages).flatMap((one) => Object.keys(one.optionalDependencies ?? {}));
    const missing = wanted.filter((name) => !packages[`node_modules/${name}`]);
    expect(missing).toEqual([]);
  });

  it('says of each engine binary where it belongs', () => {
    const binaries = Object.entries(packages).filter(([path]) => path.includes('@duckdb/node-bindings-'));
    expect(binaries).toHaveLength(8);
    for (const [, binary] of binaries) expect([binary.os, binary.cpu]).not.toContain(undefined);
  });

  it('names no registry', () => {
    expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(/"resolved": "https?:/);
  });
});
