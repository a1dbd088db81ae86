import { ensureBuilt } from '../../scripts/build.js';

/** Before any browser test: the app that they drive is the one of the present sources. */
export function setup(): void {
  ensureBuilt();
}
