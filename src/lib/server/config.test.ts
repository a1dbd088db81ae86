import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isLoopback, readConfig, unknownSettings } from './config';

function issueOf(env: Record<string, string>) {
  const read = readConfig(env);
  return read.ok ? undefined : read.issues.map(({ where, message }) => `${where}: ${message}`).join('\n');
}

describe('readConfig', () => {
  it('needs no setting at all', () => {
    expect(readConfig({ PATH: '/bin' })).toMatchObject({
      ok: true,
      value: {
        host: '127.0.0.1',
        port: 4173,
        dataDir: resolve('var'),
        sample: true,
        maxUpload: 2_147_483_648,
        served: false,
        trustedProxies: 0,
      },
    });
  });

  it('reads every setting', () => {
    const read = readConfig({
      CROSSRATE_HOST: '::1',
      CROSSRATE_PORT: '8080',
      CROSSRATE_DATA: '/srv/crossrate',
      CROSSRATE_SAMPLE: '0',
      CROSSRATE_MAX_UPLOAD: '1.5 GB',
      CROSSRATE_MEMORY: '512MiB',
      CROSSRATE_ORIGIN: 'http://localhost:8080',
      CROSSRATE_LOG: 'debug',
    });
    expect(read).toEqual({
      ok: true,
      value: {
        host: '::1',
        port: 8080,
        dataDir: '/srv/crossrate',
        sample: false,
        maxUpload: 1_500_000_000,
        memoryLimit: 536_870_912,
        origin: 'http://localhost:8080',
        served: false,
        trustedProxies: 0,
        logLevel: 'debug',
      },
    });
  });

  it('takes an empty setting as none', () => {
    expect(readConfig({ CROSSRATE_PORT: '' })).toMatchObject({ ok: true, value: { port: 4173 } });
  });

  it.each([
    ['CROSSRATE_PORT', '65536'],
    ['CROSSRATE_PORT', 'http'],
    ['CROSSRATE_SAMPLE', 'yes'],
    ['CROSSRATE_MAX_UPLOAD', '2 apples'],
    ['CROSSRATE_MEMORY', '0'],
    ['CROSSRATE_ORIGIN', 'crossrate.example.com'],
    ['CROSSRATE_ORIGIN', 'http://localhost/path'],
    ['CROSSRATE_LOG', 'loud'],
  ])('refuses %s=%s and names both', (name, value) => {
    expect(issueOf({ [name]: value })).toMatch(new RegExp(`^${name}: .*${value}`));
  });

  it.each([
    ['CROSSRATE_ORIGIN', 'http://crossrate.example.com'],
    ['CROSSRATE_LOGIN', 'yes'],
    ['CROSSRATE_TRUST_PROXY', '10'],
    ['CROSSRATE_TRUST_PROXY', '1 or 2'],
  ])('refuses %s=%s and names both', (name, value) => {
    expect(issueOf({ [name]: value })).toMatch(new RegExp(`^${name}: .*${value}`));
  });

  it.each(['0.0.0.0', '::', '192.168.1.7', 'crossrate.example.com'])(
    'wants the address that others use where they can reach %s',
    (host) => {
      expect(issueOf({ CROSSRATE_HOST: host })).toContain('CROSSRATE_ORIGIN: missing');
      const env = { CROSSRATE_HOST: host, CROSSRATE_ORIGIN: 'https://crossrate.example.com' };
      expect(readConfig(env)).toMatchObject({ ok: true, value: { served: true } });
    },
  );

  it.each([
    [{ CROSSRATE_LOGIN: '1' }, true],
    [{ CROSSRATE_ORIGIN: 'https://crossrate.example.com' }, true],
    [{ CROSSRATE_ORIGIN: 'http://localhost:8080' }, false],
    [{ CROSSRATE_ORIGIN: 'http://127.0.0.1:8080', CROSSRATE_LOGIN: '1' }, true],
    [{ CROSSRATE_LOGIN: '0' }, false],
  ])('%j: everybody signs in: %j', (env: Record<string, string>, served) =>
    expect(readConfig(env)).toMatchObject({ ok: true, value: { served } }),
  );

  it('takes proxies where people sign in, and not in local mode', () => {
    const proxies = { CROSSRATE_TRUST_PROXY: '1' };
    expect(issueOf(proxies)).toContain('local mode');
    expect(readConfig({ ...proxies, CROSSRATE_LOGIN: '1' })).toMatchObject({ value: { trustedProxies: 1 } });
  });

  it('tells every bad setting at once', () => {
    expect(issueOf({ CROSSRATE_PORT: 'x', CROSSRATE_SAMPLE: 'x' })?.split('\n')).toHaveLength(2);
  });
});

describe('unknownSettings', () => {
  it('names what was most likely mistyped', () => {
    expect(unknownSettings({ CROSSRATE_PROT: '1', CROSSRATE_PORT: '1', PATH: '/bin' })).toEqual([
      'CROSSRATE_PROT',
    ]);
  });
});

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1', '[::1]', '::ffff:127.0.0.1'])('%s is', (host) =>
    expect(isLoopback(host)).toBe(true),
  );
  it.each(['0.0.0.0', '128.0.0.1', '127.0.0.1.example.com', 'localhost.example.com', '::', ''])(
    '%j is not',
    (host) => expect(isLoopback(host)).toBe(false),
  );
});
