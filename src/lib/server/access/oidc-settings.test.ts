import { describe, expect, it } from 'vitest';
import { isLoopback } from '$lib/server/config';
import { readOidc } from './oidc-settings';

const FULL = {
  CROSSRATE_OIDC_ISSUER: 'https://login.example.com/realms/ledger',
  CROSSRATE_OIDC_CLIENT_ID: 'crossrate',
  CROSSRATE_OIDC_CLIENT_SECRET: 'not to be told',
  CROSSRATE_OIDC_NAME: 'the company login',
};

function read(env: Record<string, string>) {
  const issues: string[] = [];
  const settings = readOidc(env, (where, message) => void issues.push(`${where}: ${message}`), isLoopback);
  return { settings, issues };
}

describe('readOidc', () => {
  it('is nothing where nothing is set, and where all is empty', () => {
    expect(read({})).toEqual({ settings: undefined, issues: [] });
    expect(read({ CROSSRATE_OIDC_ISSUER: '', CROSSRATE_OIDC_CLIENT_ID: '' }).settings).toBeUndefined();
  });

  it('reads a provider, its path too', () => {
    expect(read(FULL)).toEqual({
      settings: {
        issuer: 'https://login.example.com/realms/ledger',
        clientId: 'crossrate',
        clientSecret: 'not to be told',
        name: 'the company login',
      },
      issues: [],
    });
  });

  it('is named by its host, and a public client where there is no secret', () => {
    const { CROSSRATE_OIDC_ISSUER, CROSSRATE_OIDC_CLIENT_ID } = FULL;
    expect(read({ CROSSRATE_OIDC_ISSUER, CROSSRATE_OIDC_CLIENT_ID }).settings).toEqual({
      issuer: CROSSRATE_OIDC_ISSUER,
      clientId: 'crossrate',
      name: 'login.example.com',
    });
  });

  it.each(['http://127.0.0.1:9000', 'http://localhost:9000', 'http://[::1]:9000'])(
    'takes %s, which is this machine',
    (issuer) => expect(read({ ...FULL, CROSSRATE_OIDC_ISSUER: issuer }).issues).toEqual([]),
  );

  it.each([
    ['CROSSRATE_OIDC_ISSUER', 'http://login.example.com', 'is not https'],
    ['CROSSRATE_OIDC_ISSUER', 'login.example.com', 'not an address'],
    ['CROSSRATE_OIDC_ISSUER', 'ftp://login.example.com', 'not an address'],
    ['CROSSRATE_OIDC_ISSUER', 'https://login.example.com/?tenant=1', 'not an address'],
    ['CROSSRATE_OIDC_ISSUER', '', 'missing'],
    ['CROSSRATE_OIDC_CLIENT_ID', '', 'missing'],
    ['CROSSRATE_OIDC_NAME', 'x'.repeat(41), 'longer than 40'],
  ])('refuses %s=%s, and tells no secret', (name, value, why) => {
    const { issues } = read({ ...FULL, [name]: value });
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatch(new RegExp(`^${name}: .*${why}`));
    expect(issues[0]).not.toContain(FULL.CROSSRATE_OIDC_CLIENT_SECRET);
  });
});
