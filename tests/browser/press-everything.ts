import type { Page } from 'playwright-core';

/** What a page asks of the server when everything on it is pressed. */
export interface Pressed {
  /** 'POST /api/v1/uploads/preview', each once. */
  sent: string[];
  /** Paths on this server that it leads to. */
  links: string[];
}

/**
 * Presses every button, sends every form and gives a file to every field for one, as if all had been filled in well, what
 * comes up by that too; nothing of it reaches the server. Controls of one part of the page that read the same are
 * pressed once, heads of tables not at all: they sort.
 */
export function pressEverything(page: Page): Promise<Pressed> {
  return page.evaluate(async () => {
    const sent = new Set<string>();
    const links = new Set<string>();
    const pressed = new Set<string>();
    const pathOf = (address: string): string => new URL(address, location.href).pathname;
    const note = (method: string, address: string): void =>
      void sent.add(`${method.toUpperCase()} ${pathOf(address)}`);

    const ask = window.fetch;
    window.fetch = (input, init) => {
      if ((init?.method ?? 'GET') === 'GET') return ask(input, init);
      note(init?.method ?? '', String(input));
      const headers = { 'content-type': 'application/problem+json' };
      return Promise.resolve(new Response('{"title":"Not sent"}', { status: 503, headers }));
    };
    XMLHttpRequest.prototype.open = (method: string, url: string | URL) => note(method, String(url));
    XMLHttpRequest.prototype.send = () => undefined;
    HTMLAnchorElement.prototype.click = () => undefined;
    HTMLFormElement.prototype.submit = function () {
      note(this.method, this.action);
    };
    HTMLFormElement.prototype.reportValidity = () => true;

    const labelOf = (part: Element | null): string | null | undefined =>
      part?.getAttribute('aria-label') ?? part?.ariaLabelledByElements?.[0]?.textContent;
    const nameOf = (element: Element): string => {
      const part = element.closest('section, [role=region], article, dialog');
      const text =
        element instanceof HTMLButtonElement
          ? (element.ariaLabel ?? element.textContent)
          : element.innerHTML.length;
      return [element.tagName, labelOf(part), text].join(' ');
    };
    const press = (element: Element): void => {
      if (element instanceof HTMLFormElement) {
        if (element.method === 'post') note('POST', element.action);
        element.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
      } else if (element instanceof HTMLInputElement) {
        const given = new DataTransfer();
        given.items.add(new File(['a,b\n1,2\n'], 'a.csv'));
        element.files = given.files;
        element.dispatchEvent(new Event('change', { bubbles: true }));
      } else if (element instanceof HTMLButtonElement && element.form?.method !== 'post') element.click();
    };
    /** In this order: a button may take a form away, and a file may lead to another page. */
    const KINDS = [
      'form:has(:is(input, select, textarea, button):enabled)',
      ':not(th) > button:enabled',
      'input[type=file]:enabled',
    ];
    const next = (): Element | undefined => {
      for (const details of document.querySelectorAll('details')) details.open = true;
      const all = KINDS.flatMap((kind) => [...document.querySelectorAll(kind)]);
      return all.find((element) => !pressed.has(nameOf(element)));
    };
    const pause = (delay: number): Promise<void> => scheduler.postTask(() => undefined, { delay });
    const nextAtLast = async (): Promise<Element | undefined> => {
      const found = next();
      if (!found) await pause(50);
      return found ?? next();
    };

    for (let one = await nextAtLast(); one; one = await nextAtLast()) {
      pressed.add(nameOf(one));
      press(one);
      await pause(0);
      window.dispatchEvent(new Event('pagehide'));
      for (const { href } of document.links) if (href.startsWith(location.origin)) links.add(pathOf(href));
    }
    return { sent: [...sent].sort(), links: [...links].sort() };
  });
}
