import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Said where there is no browser and this machine cannot simply be given one. */
export const NO_CHROMIUM =
  'No Chromium found: install Chromium or Chrome, or set CROSSRATE_CHROMIUM to the path of one.';

/**
 * The Chromium that browser tests drive: CROSSRATE_CHROMIUM, else the system's; undefined where there is none.
 * @returns {string | undefined}
 */
export function findChromium() {
  const chosen = process.env.CROSSRATE_CHROMIUM;
  return (chosen ? [chosen] : USUAL_PLACES).find((path) => existsSync(path));
}

/**
 * The same, installing the system's package first where that is ours to do: as root on Debian or a relative of it.
 * @returns {string | undefined}
 */
export function ensureChromium() {
  const found = findChromium();
  if (found || process.env.CROSSRATE_CHROMIUM || process.getuid?.() !== 0) return found;
  if (!existsSync('/etc/debian_version')) return undefined;
  console.log('Installing Chromium for the browser tests …');
  apt('update', '-q');
  apt('install', '-y', '-q', 'chromium');
  return findChromium();
}

/** @param {string[]} args */
function apt(...args) {
  spawnSync('apt-get', args, {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
