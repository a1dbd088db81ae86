import { describe, expect, it } from 'vitest';
import { newRecoveryCodes, useRecoveryCode } from './recovery-codes';

describe('recovery codes', () => {
  it('are eight, all different, and none stands in what is kept', () => {
    const { codes, hashes } = newRecoveryCodes();
    expect(new Set(codes).size).toBe(8);
    for (const code of codes) {
      expect(code).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
      expect(hashes.join()).not.toContain(code);
    }
  });

  it('are good for one use each, however they are written', () => {
    const { codes, hashes } = newRecoveryCodes();
    const [first = '', second = ''] = codes;
    const left = useRecoveryCode(hashes, ` ${first.toUpperCase().replaceAll('-', '  ')}`);
    expect(left).toHaveLength(7);
    expect(useRecoveryCode(left ?? [], first)).toBeUndefined();
    expect(useRecoveryCode(left ?? [], second)).toHaveLength(6);
  });

  it.each(['', 'aaaa-aaaa-aaaa', '-'])('are not %j', (code) => {
    expect(useRecoveryCode(newRecoveryCodes().hashes, code)).toBeUndefined();
  });
});
