import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { newTotpSecret, totpAddress, verifyTotp } from './totp';

/** "12345678901234567890", the seed of RFC 6238 appendix B, in base32. */
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

/** Appendix B has eight digits; six are the last six of them, because the code is a remainder. */
const VECTORS: [atS: number, code: string, step: number][] = [
  [59, '287082', 1],
  [1_111_111_109, '081804', 37_037_036],
  [1_111_111_111, '050471', 37_037_037],
  [1_234_567_890, '005924', 41_152_263],
  [2_000_000_000, '279037', 66_666_666],
  [20_000_000_000, '353130', 666_666_666],
];

describe('verifyTotp', () => {
  it.each(VECTORS)('takes the code of RFC 6238 at %i s', (atS, code, step) => {
    expect(verifyTotp(SEED, code, atS * 1000, undefined)).toBe(step);
  });

  // The code of step 1, which lasts from second 30 up to 60, and one step on each side of it: from 0 up to 90.
  it.each([
    [0, 1],
    [29.999, 1],
    [89.999, 1],
    [90, undefined],
  ])('at %d s the code of step 1 is of step %s', (atS, step) => {
    expect(verifyTotp(SEED, '287082', atS * 1000, undefined)).toBe(step);
  });

  it('takes no step twice, and none before one that was used', () => {
    expect(verifyTotp(SEED, '287082', 59_000, 0)).toBe(1);
    expect(verifyTotp(SEED, '287082', 59_000, 1)).toBeUndefined();
    expect(verifyTotp(SEED, '287082', 59_000, 2)).toBeUndefined();
  });

  it.each(['287083', '28708', '2870821', '', 'abcdef', '٢٨٧٠٨٢', '28708２'])('refuses %j', (code) => {
    expect(verifyTotp(SEED, code, 59_000, undefined)).toBeUndefined();
  });

  it('does not mind the space that apps show within a code', () => {
    expect(verifyTotp(SEED, ' 287 082', 59_000, undefined)).toBe(1);
  });
});

describe('newTotpSecret', () => {
  it('is 160 bits in base32, another one each time', () => {
    const secrets = new Set(Array.from({ length: 50 }, newTotpSecret));
    expect(secrets.size).toBe(50);
    for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  });
});

describe('totpAddress', () => {
  it('says all that an app needs, and cannot be broken by a colon in a name', () => {
    const address = new URL(totpAddress(SEED, 'a:b@example.com', 'Crossrate: Ledger'));
    expect(address.protocol).toBe('otpauth:');
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      secret: SEED,
      issuer: 'Crossrate  Ledger',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
    const label = decodeURIComponent(address.pathname.split('/').at(-1) ?? '');
    expect(label).toBe('Crossrate  Ledger:a b@example.com');
  });

  it('makes the codes that verifyTotp takes', () => {
    const secret = newTotpSecret();
    const atMs = 1_780_000_000_000;
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: atMs });
    expect(verifyTotp(secret, code, atMs, undefined)).toBe(Math.floor(atMs / 30_000));
  });
});
