import { describe, expect, it } from 'vitest';
import { readJson, readText } from './read-text';

const request = (body: RequestInit['body']): Request =>
  new Request('http://localhost/', { method: 'PUT', body: body ?? null, duplex: 'half' } as RequestInit);

describe('readText', () => {
  it('gives the text', async () => {
    expect(await readText(request('date,usd_cny\n'))).toBe('date,usd_cny\n');
  });

  it('answers 413 and leaves the rest of a longer body unread, for cancelling it would cut the connection', async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(2 ** 20)),
      cancel: () => void (cancelled = true),
    });
    const answer = await readText(request(body));
    expect(answer instanceof Response && answer.status).toBe(413);
    expect(cancelled).toBe(false);
  });

  it('answers 400 to what is no UTF-8, and to no body', async () => {
    for (const body of [new Uint8Array([0xff, 0xfe, 0]), undefined]) {
      const answer = await readText(request(body));
      expect(answer instanceof Response && answer.status).toBe(400);
    }
  });
});

describe('readJson', () => {
  it('answers 400 to text that is no JSON, and survives deep nesting', async () => {
    const answer = await readJson(request('{"a":'));
    expect(answer instanceof Response && answer.status).toBe(400);
    expect(await readJson(request(`${'['.repeat(100_000)}${']'.repeat(100_000)}`))).toHaveProperty('value');
  });
});
