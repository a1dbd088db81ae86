import { describe, expect, it } from 'vitest';
import type { Identity } from '$lib/access/identity';
import { isTheirs, makerOf } from './maker';

const BO: Identity = { kind: 'person', id: 'bo', name: 'Bo', role: 'editor', session: 's' };
const EVE: Identity = { ...BO, id: 'eve', name: 'Bo' };
const TOKEN: Identity = { kind: 'token', id: 't', name: 'nightly', role: 'editor', person: 'bo' };
const NOBODYS: Identity = { kind: 'token', id: 'u', name: 'old', role: 'editor' };

describe('what somebody made', () => {
  it("is theirs, whether by themselves or by a token of theirs, and no namesake's", () => {
    for (const maker of [BO, TOKEN]) {
      const made = { madeById: makerOf(maker).id };
      expect([BO, TOKEN, EVE, NOBODYS].map((who) => isTheirs(made, who))).toEqual([true, true, false, false]);
      expect(isTheirs(made, { ...EVE, role: 'owner' })).toBe(true);
    }
  });

  it('by a token carries the name of the token', () => {
    expect(makerOf(TOKEN)).toEqual({ id: 'person bo', name: 'token nightly' });
  });

  it("by a token of nobody, or before tokens made for their person, is the token's own", () => {
    expect(isTheirs({ madeById: makerOf(NOBODYS).id }, NOBODYS)).toBe(true);
    expect(isTheirs({ madeById: 'token t' }, TOKEN)).toBe(true);
  });
});
