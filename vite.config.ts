import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

/** A slow machine is no fault of what is tested: what a test waits for may take as long as it does for a person. */
const PATIENT = { poll: { timeout: 20_000 } };

export default defineConfig({
  plugins: [sveltekit()],
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['src/**/*.test.ts'], environment: 'node', testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          expect: PATIENT,
          include: ['tests/integration/**/*.test.ts', 'tests/cases/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts', 'tests/faults/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['tests/browser/built.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          expect: PATIENT,
          fileParallelism: false,
        },
      },
    ],
  },
});
