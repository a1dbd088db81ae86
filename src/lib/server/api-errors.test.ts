import { json } from '@sveltejs/kit';
import { describe, expect, it } from 'vitest';
import { asApiAnswer, isApi } from './api-errors';
import { problem } from './problem';

describe('asApiAnswer', () => {
  it('leaves answers and problems as they are', async () => {
    const answers = [
      json({}),
      new Response('a,b\n'),
      problem(409, { type: 'overlap', title: 'Decide first' }),
    ];
    for (const answer of answers) expect(await asApiAnswer(answer)).toBe(answer);
  });

  it('makes a missing page a problem', async () => {
    const answer = await asApiAnswer(new Response('<!doctype html>', { status: 404 }));
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 404, title: 'There is nothing at this address' });
  });

  it('keeps which methods are allowed', async () => {
    const answer = await asApiAnswer(new Response('no', { status: 405, headers: { allow: 'GET, HEAD' } }));
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });

  it('keeps the message of an error that was thrown on purpose', async () => {
    const answer = await asApiAnswer(json({ message: 'The month is closed' }, { status: 409 }));
    expect(await answer.json()).toMatchObject({ status: 409, title: 'The month is closed' });
  });

  it('keeps the id under which the log explains an unexpected error', async () => {
    const answer = await asApiAnswer(json({ message: 'The log has the cause under 1f0c' }, { status: 500 }));
    expect(await answer.json()).toMatchObject({ status: 500, title: 'The log has the cause under 1f0c' });
  });
});

describe('isApi', () => {
  it('goes by whole path segments', () => {
    expect(['/api', '/api/v1/spend', '/apiary', '/spend/api'].map(isApi)).toEqual([true, true, false, false]);
  });
});
