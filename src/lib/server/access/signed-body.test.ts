import { describe, expect, it } from 'vitest';
import { signedBody } from './signed-body';

const ADA = { kind: 'person', id: 'p', name: 'Ada', role: 'editor', session: 's' } as const;

describe('signedBody', () => {
  it('leaves the name to people in local mode', () => {
    expect(signedBody({ closed: true, by: 'Bob' }, { kind: 'local' })).toEqual({ closed: true, by: 'Bob' });
    expect(signedBody({ closed: true }, { kind: 'local' })).toEqual({ closed: true });
  });

  it('writes the name of who is signed in', () => {
    expect(signedBody({ closed: true }, ADA)).toEqual({ closed: true, by: 'Ada' });
    expect(signedBody({}, { kind: 'token', id: 't', name: 'nightly', role: 'editor' })).toEqual({
      by: 'token nightly',
    });
  });

  it('refuses another name', () => {
    expect(() => signedBody({ closed: true, by: 'Bob' }, ADA)).toThrow('your own name');
  });

  it.each([[null], [[]], ['text'], [undefined]])('leaves %j to who reads it', (body) =>
    expect(signedBody(body, ADA)).toEqual(body),
  );
});
