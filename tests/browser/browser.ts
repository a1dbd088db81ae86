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

/** Rules that see another page in the dark: all others look at what stays the same. */
export const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * What a page breaks of WCAG 2.2 AA as axe sees it, one line each: rule, how bad, where. Empty when all is well. `rules`
 * keeps it to these. No page has frames, so that axe runs within the page alone.
 */
export async function accessibilityFaults(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .exclude(MORE_OF_THE_SAME)
    .setLegacyMode();
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(STANDARD)).analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(
      (node) => `${id} (${impact ?? 'unrated'}): ${node.target.join(' ')} – ${node.failureSummary ?? ''}`,
    ),
  );
}
