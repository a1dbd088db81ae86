import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.js';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
];
const MOVES = 60;
const SIMULATIONS = 5;

/**
 * What a person's browser does: bytes of JavaScript (gzip) for the first view of Overview, milliseconds of work from a
 * move of the Exchange page's slider until the frame that shows it is done, and milliseconds that the ROI page's worker
 * takes for a simulation, each time in a page just opened. Undefined where there is no browser.
 * @param {string} url
 * @returns {Promise<{ scriptBytes: number, sliderMs: number[], simulationMs: number[] } | undefined>}
 */
export async function measureScreen(url) {
  const executablePath = findChromium();
  if (executablePath === undefined) return undefined;
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const page = await browser.newPage();
    const scriptBytes = await firstViewScripts(page, url);
    await open(page, `${url}/exchange`);
    const sliderMs = await page.evaluate(moveSlider, MOVES);
    return { scriptBytes, sliderMs, simulationMs: await timeSimulations(page, url) };
  } finally {
    await browser.close();
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} url
 */
async function firstViewScripts(page, url) {
  /** @type {Promise<number>[]} */
  const sizes = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  await open(page, `${url}/`);
  page.removeAllListeners('response');
  return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0);
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} address
 */
async function open(page, address) {
  const answer = await page.goto(address, { waitUntil: 'networkidle' });
  if (!answer?.ok()) throw new Error(`${address} was answered with ${answer?.status()}`);
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} url
 */
async function timeSimulations(page, url) {
  const times = [];
  for (let seed = 1; seed <= SIMULATIONS; seed++) {
    await open(page, `${url}/roi?draws=10000&horizon_months=36&seed=${seed}`);
    const ms = await page.locator('[data-simulation-ms]').getAttribute('data-simulation-ms');
    times.push(Number(ms));
  }
  return times;
}

/**
 * Runs in the page. Work = the event's handlers with what they set off, and the frame after it from its beginning until
 * it is painted; waiting for the frame is no work.
 * @param {number} moves
 * @returns {Promise<number[]>}
 */
async function moveSlider(moves) {
  const slider = document.querySelector('input[type=range]');
  if (!(slider instanceof HTMLInputElement)) throw new Error('The page has no slider.');
  const [low, high] = [Number(slider.min), Number(slider.max)];
  const times = [];
  for (let i = 0; i < moves; i++) {
    /** @type {Promise<number>} */
    const frame = new Promise((resolve) =>
      requestAnimationFrame(() => {
        const beganAt = performance.now();
        const painted = new MessageChannel();
        painted.port1.onmessage = () => resolve(performance.now() - beganAt);
        painted.port2.postMessage(undefined);
      }),
    );
    const movedAt = performance.now();
    slider.value = String(low + ((high - low) * ((i * 7) % moves)) / moves);
    slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await Promise.resolve();
    const handled = performance.now() - movedAt;
    times.push(handled + (await frame));
  }
  return times;
}
