import { describe, expect, it } from 'vitest';
import { openTransaction, sealTransaction } from './oidc-cookie';

const NOW = Date.UTC(2026, 10, 30);
const TRANSACTION = {
  state: 'the state',
  nonce: 'the nonce',
  verifier: 'the verifier',
  next: '/spend',
  purpose: { kind: 'join', invite: 'the invitation' },
} as const;

describe('a transaction in a cookie', () => {
  it('comes back as it went, and cannot be read on the way', async () => {
    const sealed = await sealTransaction(TRANSACTION, NOW);
    expect(await openTransaction(sealed, NOW)).toEqual(TRANSACTION);
    const parts = sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    for (const word of ['state', 'nonce', 'verifier', 'invitation']) expect(parts.join()).not.toContain(word);
  });

  it('is good for ten minutes', async () => {
    const sealed = await sealTransaction(TRANSACTION, NOW);
    expect(await openTransaction(sealed, NOW + 599_000)).toEqual(TRANSACTION);
    expect(await openTransaction(sealed, NOW + 600_000)).toBeUndefined();
  });

  it('is nothing once a letter of it is changed, or when it is none', async () => {
    const sealed = await sealTransaction(TRANSACTION, NOW);
    const at = sealed.length - 30;
    const other = sealed[at] === 'A' ? 'B' : 'A';
    expect(await openTransaction(sealed.slice(0, at) + other + sealed.slice(at + 1), NOW)).toBeUndefined();
    for (const text of ['', 'a.b.c', `${sealed}.x`]) expect(await openTransaction(text, NOW)).toBeUndefined();
  });
});
