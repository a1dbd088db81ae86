/** An upload as the API lists it, as far as tests look at it. */
export interface ListedUpload {
  id: string;
  name: string;
  status: string;
  sample: boolean;
  rows: Record<'read' | 'accepted' | 'duplicate' | 'rejected' | 'ignored', number>;
}

/** What the API answers to a GET; throws with the answer's text unless it is 200. */
export async function ask<T>(origin: string, path: string): Promise<T> {
  const response = await fetch(origin + path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** Uploads of one's own, newest first. */
export async function ownUploads(origin: string): Promise<ListedUpload[]> {
  const { uploads } = await ask<{ uploads: ListedUpload[] }>(origin, '/api/v1/uploads');
  return uploads.filter(({ sample }) => !sample);
}

/** Until the whole sample company is loaded. */
export async function sampleLoaded(origin: string): Promise<void> {
  for (const end = Date.now() + 120_000; Date.now() < end;) {
    const { loading } = await ask<{ loading: boolean }>(origin, '/api/v1/sample');
    if (!loading) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('The sample company was not loaded within two minutes');
}

/** Sends a file and waits until it is loaded. */
export async function sendUsage(origin: string, name: string, body: string): Promise<ListedUpload> {
  const response = await fetch(`${origin}/api/v1/uploads?${new URLSearchParams({ name, wait: '1' })}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body,
  });
  if (response.status !== 201) throw new Error(`${name}: ${response.status} ${await response.text()}`);
  return (await response.json()) as ListedUpload;
}
