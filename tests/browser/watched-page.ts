import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page in a context of its own, and all that it did which no page of Crossrate may do. */
export interface WatchedPage {
  page: Page;
  /** Errors on the console, exceptions, what the content security policy stopped, requests to anywhere else. */
  faults: string[];
  close: () => Promise<void>;
}

/** What a refused upload looks like on the console: the browser's own note on an answer of 400 and above. */
const REFUSAL_NOTE = /the server responded with a status of 4\d\d/;

/**
 * Opens an empty page whose faults are written down. `refusals` tells that answers of 4xx are expected, so that the
 * browser's note on them is no fault.
 */
export async function watchedPage(
  browser: Browser,
  origin: string,
  { refusals = false, ...options }: BrowserContextOptions & { refusals?: boolean } = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ baseURL: origin, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'error' || (refusals && REFUSAL_NOTE.test(message.text()))) return;
    faults.push(`console on ${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`exception on ${page.url()}: ${error.stack ?? error.message}`));
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && asked !== origin) faults.push(`request to ${request.url()}`);
  });
  return { page, faults, close: () => context.close() };
}
