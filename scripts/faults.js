import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ROOT } from './build.js';

// The fault tests of the normal run, with as many cycles as a night has room for: npm run faults -- 500
const CYCLES = process.argv[2] ?? '200';

ensureBuilt();
const { status } = spawnSync(
  process.execPath,
  [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'browser', 'tests/faults'],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, CROSSRATE_FAULT_CYCLES: CYCLES } },
);
process.exit(status ?? 1);
