import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../../scripts/build.js';

const ROUTES = join(ROOT, 'src', 'routes');

/** Addresses of all pages that need no parameter, as the folders of src/routes have them, `/` first. */
export const APP_PAGES: string[] = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('+page.svelte') && !path.includes('['))
  .map((path) => addressOf(dirname(path)))
  .sort();

function addressOf(folder: string): string {
  const parts = folder.split('/').filter((part) => part !== '.' && !part.startsWith('('));
  return `/${parts.join('/')}`;
}
