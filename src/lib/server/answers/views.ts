import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { app } from '$lib/server/app';
import { inTurn } from '$lib/server/months/guard';
import type { Document } from '$lib/server/store/store';
import { kept } from './kept';
import { showsSample } from './scope';
import { pageOf } from './view-spec';

/** The collection of saved views. */
const VIEWS = 'view';

const BODY = v.strictObject({ name: v.string(), path: v.string(), query: v.string() });

/** A name for an address: a page with all of its state. */
export interface View {
  /** Follows from the name, so that a name is of one view only. */
  id: string;
  name: string;
  /** Path and query. */
  href: string;
  /** Which data it shows: the address says so, whatever was in view when it is opened. */
  data: 'own' | 'sample';
  changed_at: string;
}

/** Saved views by name. */
export async function views(): Promise<View[]> {
  const { store } = await app();
  return kept('views', async () => {
    const found = (await store.documents(VIEWS)).map(toView);
    return found.sort(
      (a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }) || (a.id < b.id ? -1 : 1),
    );
  });
}

/** Saves an address under a name; undefined where the name is taken. The data set in view becomes part of it. */
export async function saveView(name: string, href: string): Promise<View | undefined> {
  const { store } = await app();
  const { path, query } = pageOf(href);
  const asked = query.get('data');
  if (asked !== 'own' && asked !== 'sample') query.set('data', (await showsSample({})) ? 'sample' : 'own');
  return inTurn(store, async () =>
    (await viewNamed(name)) ? undefined : put({ name, path, query: query.toString() }),
  );
}

/** Gives a view another name: the view, `taken` where another has it, undefined where there is no such view. */
export async function renameView(id: string, name: string): Promise<View | 'taken' | undefined> {
  const { store } = await app();
  return inTurn(store, async () => {
    const document = (await store.documents(VIEWS)).find((one) => one.id === id);
    if (!document) return undefined;
    const other = await viewNamed(name);
    if (other && other.id !== id) return 'taken';
    const renamed = await put({ ...v.parse(BODY, document.body), name });
    if (renamed.id !== id) await store.removeDocument(VIEWS, id);
    return renamed;
  });
}

/** Removes a view; false where there is none. */
export async function removeView(id: string): Promise<boolean> {
  const { store } = await app();
  if (!(await views()).some((view) => view.id === id)) return false;
  await store.removeDocument(VIEWS, id);
  return true;
}

async function viewNamed(name: string): Promise<View | undefined> {
  const id = idOf(name);
  return (await views()).find((view) => view.id === id);
}

async function put(body: v.InferOutput<typeof BODY>): Promise<View> {
  const { store, now } = await app();
  const document = { id: idOf(body.name), body, changedAt: new Date(now()).toISOString() };
  await store.putDocument(VIEWS, document);
  return toView(document);
}

function toView({ id, body, changedAt }: Document): View {
  const { name, path, query } = v.parse(BODY, body);
  const data = new URLSearchParams(query).get('data') === 'sample' ? 'sample' : 'own';
  return { id, name, href: query ? `${path}?${query}` : path, data, changed_at: changedAt };
}

/** Names that differ in capitals or in the way that characters are composed are one name. */
function idOf(name: string): string {
  return createHash('sha256').update(name.normalize('NFKC').toLowerCase()).digest('base64url').slice(0, 16);
}
