import { describe, expect, it } from 'vitest';
import { hashPassword, passwordFault, verifyPassword } from './password';

describe('passwordFault', () => {
  it.each([
    ['11 signs ab', 'at least 12 characters; this one has 11'],
    ['ababababababab', 'four different'],
    ['my ada@example.com!', 'your own address'],
    ['abcd'.repeat(50) + 'e', 'at most 200'],
  ])('refuses %j', (password, why) => expect(passwordFault(password, 'Ada@example.com')).toContain(why));

  it.each(['correct horse', 'ünïcödé wörds', 'abcd'.repeat(50), '漢字漢字漢字 kana kana'])(
    'takes %j',
    (password) => expect(passwordFault(password, 'ada@example.com')).toBeUndefined(),
  );

  it('counts characters, not the units that a text is kept in', () => {
    expect(passwordFault('🜁🜂🜃🜄🜁🜂🜃🜄🜁🜂🜃')).toContain('this one has 11');
  });
});

describe('hashPassword', () => {
  it('keeps argon2id of 19 MiB and two passes, never twice the same', async () => {
    const hashes = await Promise.all(['correct horse', 'correct horse'].map(hashPassword));
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it('is the same password however its accents were typed', async () => {
    const hash = await hashPassword('caf\u00e9 caf\u00e9 cafe');
    expect(await verifyPassword(hash, 'cafe\u0301 cafe\u0301 cafe')).toBe(true);
    expect(await verifyPassword(hash, 'cafe cafe cafe')).toBe(false);
  });
});

describe('verifyPassword', () => {
  it('says no to everything where there is no hash', async () => {
    expect(await verifyPassword(undefined, '')).toBe(false);
    expect(await verifyPassword(undefined, 'correct horse')).toBe(false);
  });

  it('refuses to queue without end', async () => {
    const all = await Promise.allSettled(Array.from({ length: 45 }, () => verifyPassword(undefined, 'x')));
    expect(all.filter(({ status }) => status === 'rejected').length).toBe(5);
  });
});
