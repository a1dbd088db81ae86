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
/** Between two moves of the slider. */
const SLIDER_PAUSE_MS = 100;
/** Between two keys: the page begins to simulate 120 ms after one, so the next comes while its simulation runs. */
const EDITOR_PAUSE_MS = 200;

/**
 * What a person's browser does on much data: bytes of JavaScript (gzip) for the first view of Overview, and milliseconds
 * that the ROI page's worker takes for a simulation, each time in a page just opened. Undefined where there is no browser.
 * @param {string} url
 */
export function measureScreen(url) {
  return inBrowser(async (page) => {
    const scriptBytes = await firstViewScripts(page, url);
    return { scriptBytes, simulationMs: await timeSimulations(page, url) };
  });
}

/**
 * Milliseconds of work from a move of the Exchange page's slider, and from a key in the ROI page's editor, until the
 * frame that shows it is done. The ROI page draws each of its charts and its table in a task of its own after the frame
 * with the figures: `chartsMs` is such a task and its frame. Undefined where there is no browser.
 * @param {string} url
 */
export function measureEditors(url) {
  return inBrowser(async (page) => {
    await open(page, `${url}/exchange`);
    const sliderMs = await page.evaluate(moveInput, {
      selector: 'input[type=range]',
      moves: MOVES,
      pauseMs: SLIDER_PAUSE_MS,
    });
    await page.addInitScript(watchTimers);
    await open(page, `${url}/roi`);
    const id = await page.getByLabel('On the official route').getAttribute('id');
    const editor = { selector: `[id="${id}"]`, moves: MOVES, pauseMs: EDITOR_PAUSE_MS };
    const editorMs = await page.evaluate(moveInput, editor);
    const chartsMs = await page.evaluate(
      () => /** @type {Window & { benchTimers?: number[] }} */ (window).benchTimers ?? [],
    );
    return { sliderMs, editorMs, chartsMs };
  });
}

/**
 * @template T
 * @param {(page: import('playwright-core').Page) => Promise<T>} measure
 * @returns {Promise<T | undefined>}
 */
async function inBrowser(measure) {
  const executablePath = findChromium();
  if (executablePath === undefined) return undefined;
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    return await measure(await browser.newPage());
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
 * Runs in the page before its own scripts: notes of each timer without a delay how long it worked, with what it set off
 * and the frame after it.
 */
function watchTimers() {
  const plain = window.setTimeout;
  /** @type {number[]} */
  const noted = [];
  Object.assign(window, { benchTimers: noted });
  /** @param {() => void} then */
  const afterTask = (then) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(undefined);
  };
  window.setTimeout = /** @type {typeof setTimeout} */ (
    (/** @type {() => void} */ run, /** @type {number | undefined} */ ms) =>
      plain(
        ms
          ? run
          : () => {
              const beganAt = performance.now();
              run();
              afterTask(() => {
                const worked = performance.now() - beganAt;
                requestAnimationFrame(() => {
                  const frameAt = performance.now();
                  afterTask(() => noted.push(worked + performance.now() - frameAt));
                });
              });
            },
        ms,
      )
  );
}

/**
 * Runs in the page. Work = the event's handlers with what they set off, and the frame after it from its beginning until
 * it is painted; waiting for the frame is no work. Between two moves whatever follows has `pauseMs`. What is typed are
 * whole amounts: the page takes every one and works out its figures anew.
 * @param {{ selector: string, moves: number, pauseMs: number }} what
 * @returns {Promise<number[]>}
 */
async function moveInput({ selector, moves, pauseMs }) {
  const input = document.querySelector(selector);
  if (!(input instanceof HTMLInputElement)) throw new Error(`The page has no ${selector}.`);
  const [low, high] =
    input.type === 'range' ? [Number(input.min), Number(input.max)] : [1000, 1000 + 20 * moves];
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
    input.value = String(low + ((high - low) * ((i * 7) % moves)) / moves);
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await Promise.resolve();
    const handled = performance.now() - movedAt;
    times.push(handled + (await frame));
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return times;
}
