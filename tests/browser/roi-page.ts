import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { plain } from './amounts';

/** Scenario A of the model, typed: 400 official, 400 ÷ 7.3 on the relay, 5 %, 50 %, then 100 %, 6,000 to move. */
export async function typeScenarioA(page: Page): Promise<void> {
  await page.getByLabel('On the official route').fill('400');
  await page.getByLabel('On the relay', { exact: true }).fill('54.794520547945');
  await page.getByLabel('Other one-time costs').fill('6000');
  await page.getByRole('button', { name: 'Take the last away' }).click();
  await page.getByLabel('Adoption in month 2, %').fill('50');
  await page.getByLabel('Adoption in month 3, %').fill('100');
}

/** Scenario B: 12,000 growing 4 % a month, 12,000 ÷ 6.7758 × 1.02 on the relay, the ramp as it is, 18,000 to move. */
export async function typeScenarioB(page: Page): Promise<void> {
  const fields: Record<string, string> = {
    'On the official route': '12000',
    'On the relay': '1806.428761179491',
    'Growth of usage': '4',
    'Other one-time costs': '18000',
    'Running costs': '400',
    'Free credits': '100',
    'Discount rate': '12',
  };
  for (const [label, text] of Object.entries(fields))
    await page.getByLabel(label, { exact: true }).fill(text);
}

/** The working of a headline, as its panel shows it. */
export async function workingOf(page: Page, label: string): Promise<string> {
  await page.getByRole('listitem').filter({ hasText: label }).first().getByRole('button').click();
  const panel = page.getByRole('dialog');
  const text = plain(await panel.innerText());
  await panel.getByRole('button', { name: 'Close' }).click();
  await panel.waitFor({ state: 'hidden' });
  return text;
}

/** The sums of the columns of the CSV of flows, as a person would make them. */
export async function flowTotals(page: Page): Promise<{ months: number; flow: number; value: number }> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV of the table Flows by month' }).click();
  const file = await (await waiting).path();
  const [head = '', ...all] = (await readFile(file, 'utf8')).replace('\ufeff', '').trim().split('\r\n');
  const lines = all.filter((line) => !line.startsWith('All,'));
  const names = head.split(',').map((name) => name.replaceAll('"', ''));
  const total = (name: string): number => {
    const column = names.findIndex((one) => one.startsWith(name));
    return lines.reduce((sum, line) => sum + Number(cells(line)[column]), 0);
  };
  return { months: lines.length, flow: total('Flow'), value: total('Present value') };
}

/** Timers of the time after which the address is written wait until `runLate` of the window runs them. */
export async function holdWrites(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const timers = new Map<number, () => void>();
    const [set, clear] = [window.setTimeout.bind(window), window.clearTimeout.bind(window)];
    const late = (run: () => void, ms?: number): number => {
      if (ms !== 400) return set(run, ms);
      timers.set(-timers.size - 1, run);
      return -timers.size;
    };
    Object.assign(window, {
      setTimeout: late,
      clearTimeout: (id?: number) => (timers.delete(id ?? 0) ? undefined : clear(id)),
      runLate: () => timers.forEach((run) => run()),
    });
  });
}

/** Keeps requests waiting until what it gives is called. */
export async function held(page: Page, address: RegExp): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    await released;
    await route.continue().catch(() => undefined); // one that was overtaken is gone
  });
  return release;
}

export function figure(page: Page, label: string): Promise<string> {
  return page.getByRole('listitem').filter({ hasText: label }).first().innerText().then(plain);
}

/** A figure in full stands in the title of its short form. */
export function inFull(page: Page, label: string): Promise<string | null> {
  return page
    .getByRole('listitem')
    .filter({ hasText: label })
    .first()
    .locator('.value')
    .getAttribute('title');
}

/** Cells of a line of CSV; none of these holds a quote. */
function cells(line: string): string[] {
  return line.split(',');
}
