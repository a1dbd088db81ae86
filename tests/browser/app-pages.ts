import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../../scripts/build.js';

const ROUTES = join(ROOT, 'src', 'routes');

/** Local mode has no owner to make: there is no such page then. */
const SERVED_ONLY = ['/setup'];

/** Addresses of all pages of local mode that need no parameter, as the folders of src/routes have them, `/` first. */
export const APP_PAGES: string[] = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('+page.svelte') && !path.includes('['))
  .map((path) => addressOf(dirname(path)))
  .filter((path) => !SERVED_ONLY.includes(path))
  .sort();

function addressOf(folder: string): string {
  const parts = folder.split('/').filter((part) => part !== '.' && !part.startsWith('('));
  return `/${parts.join('/')}`;
}
