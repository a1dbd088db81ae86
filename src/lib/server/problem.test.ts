import { describe, expect, it } from 'vitest';
import { problem } from './problem';

describe('problem', () => {
  it('is RFC 9457 problem details with a stable type', async () => {
    const issues = [{ where: 'from', message: 'not a date: yesterday' }];
    const response = problem(400, {
      type: 'bad-input',
      title: 'The request cannot be used as it is',
      issues,
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toEqual({
      type: '/problems/bad-input',
      title: 'The request cannot be used as it is',
      status: 400,
      issues,
    });
  });

  it('has the type about:blank where the status says it all, and leaves out what is absent', async () => {
    expect(await problem(404, { title: 'There is nothing at this address' }).json()).toEqual({
      type: 'about:blank',
      title: 'There is nothing at this address',
      status: 404,
    });
  });
});
