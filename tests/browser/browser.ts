import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium, NO_CHROMIUM } from '../../scripts/chromium.js';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** WCAG 2.2 AA and what it builds on. */
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The system's Chromium without a window. Take a new context for each test: it has storage and cookies of its own. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(NO_CHROMIUM);
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A table's later rows are made like its first ones: looking at hundreds finds no more, and takes minutes. */
const MORE_OF_THE_SAME = 'tbody tr:nth-child(n + 6)';

/** What a page breaks of WCAG 2.2 AA as axe sees it, one line each: rule, how bad, where. Empty when all is well. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).withTags(STANDARD).exclude(MORE_OF_THE_SAME);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(
      (node) => `${id} (${impact ?? 'unrated'}): ${node.target.join(' ')} – ${node.failureSummary ?? ''}`,
    ),
  );
}
