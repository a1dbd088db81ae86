import type { Locator, Page } from 'playwright-core';

/** A file as a person has it. */
export interface GivenFile {
  name: string;
  content: string | Buffer;
}

/** Picks files in the Data page's file field, as its dialog would. */
export async function pickFiles(page: Page, ...files: GivenFile[]): Promise<void> {
  await hydrated(page);
  await page.getByLabel('Choose files').setInputFiles(
    files.map(({ name, content }) => ({
      name,
      mimeType: 'text/csv',
      buffer: Buffer.from(content),
    })),
  );
}

/** Drops files anywhere on the page: the events of a real drop, on the document's body. */
export async function dropFiles(page: Page, ...files: GivenFile[]): Promise<void> {
  await hydrated(page);
  const dropped = files.map(({ name, content }) => ({
    name,
    base64: Buffer.from(content).toString('base64'),
  }));
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      data.items.add(new File([bytes], name, { type: 'text/csv' }));
    }
    return data;
  }, dropped);
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('body', type, { dataTransfer: transfer });
  await transfer.dispose();
}

/** The card of a file on its way in. */
export function fileCard(page: Page, name: string): Locator {
  return page.getByRole('article', { name });
}

/** Until the page's scripts have taken over (they add what announces pages then): before that nothing hears a file. */
export async function hydrated(page: Page): Promise<void> {
  await page.locator('#svelte-announcer').waitFor({ state: 'attached' });
}
