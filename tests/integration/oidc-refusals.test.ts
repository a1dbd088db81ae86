import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beginOidc, finishOidc, type OidcTransaction } from '$lib/server/access/oidc-exchange';
import type { OidcSettings } from '$lib/server/access/oidc-settings';
import { CLIENT, hostileProvider, type HostileProvider, type Wrong } from './oidc-hostile';

const BACK = 'http://127.0.0.1:4173/login/oidc/callback';

let provider: HostileProvider;

beforeAll(async () => {
  provider = await hostileProvider();
});

beforeEach(() => {
  provider.wrong = {};
});

afterAll(() => provider.close());

/** A new object each time: what a provider says of itself is kept by it. */
const settings = (more: Partial<OidcSettings> = {}): OidcSettings => ({
  issuer: provider.issuer,
  clientId: CLIENT.id,
  clientSecret: CLIENT.secret,
  name: 'the provider',
  ...more,
});

async function begin(of: OidcSettings): Promise<{ url: URL; transaction: OidcTransaction }> {
  const begun = await beginOidc(of, BACK, { purpose: { kind: 'login' }, next: '/' }, Date.now());
  if (!begun.ok) throw new Error(begun.detail);
  return begun;
}

/** Where the provider sends the browser, without opening it. */
async function visit(url: URL): Promise<URL> {
  const answer = await fetch(url, { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '');
}

async function login(wrong: Wrong, change: Partial<OidcTransaction> = {}) {
  provider.wrong = wrong;
  const of = settings();
  const { url, transaction } = await begin(of);
  return finishOidc(of, await visit(url), { ...transaction, ...change }, Date.now());
}

describe('a login through a provider', () => {
  it('tells who it is by issuer and subject', async () => {
    expect(await login({})).toEqual({
      ok: true,
      account: { issuer: provider.issuer, subject: 'subject-1', name: 'Ada Hale' },
    });
  });

  it('asks with PKCE, state and nonce, new ones each time, and proves the verifier', async () => {
    const [first, second] = [await begin(settings()), await begin(settings())];
    for (const { url, transaction } of [first, second]) {
      const { state, nonce, verifier } = transaction;
      expect(Object.fromEntries(url.searchParams)).toEqual({
        client_id: CLIENT.id,
        response_type: 'code',
        redirect_uri: BACK,
        scope: 'openid profile',
        state,
        nonce,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      });
      expect(Math.min(state.length, nonce.length, verifier.length)).toBeGreaterThanOrEqual(43);
    }
    for (const key of ['state', 'nonce', 'verifier'] as const)
      expect(first.transaction[key]).not.toBe(second.transaction[key]);
    await finishOidc(settings(), await visit(first.url), first.transaction, Date.now());
    expect(provider.asked.at(-1)?.body.get('code_verifier')).toBe(first.transaction.verifier);
  });

  it('sends the secret of the client in the header, or in the body where the provider knows only that', async () => {
    await login({});
    const { authorization = '', body } = provider.asked.at(-1) ?? { body: new URLSearchParams() };
    const sent = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString();
    expect(sent.split(':').map((part) => new URLSearchParams(`of=${part}`).get('of'))).toEqual([
      CLIENT.id,
      CLIENT.secret,
    ]);
    expect(body.get('client_secret')).toBeNull();
    await login({ metadata: { token_endpoint_auth_methods_supported: ['client_secret_post'] } });
    expect(provider.asked.at(-1)?.body.get('client_secret')).toBe(CLIENT.secret);
  });
});

const PAST = Math.floor(Date.UTC(2026, 0, 1) / 1000);

describe('a login through a provider is refused', () => {
  it.each<[string, Wrong]>([
    ['another nonce', { claims: { nonce: 'another' } }],
    ['no nonce', { claims: { nonce: undefined } }],
    ['another issuer', { claims: { iss: 'https://elsewhere.example' } }],
    ['another audience', { claims: { aud: 'another client' } }],
    ['several audiences, given to another', { claims: { aud: [CLIENT.id, 'x'], azp: 'x' } }],
    ['an expired token', { claims: { iat: PAST, exp: PAST + 300 } }],
    ['a token without an end', { claims: { exp: undefined } }],
    ['no subject', { claims: { sub: undefined } }],
    ['an empty subject', { claims: { sub: '' } }],
    ['the key of another', { otherKey: true }],
    ['no signature', { unsigned: true }],
    ['no ID token', { noIdToken: true }],
    ['an error of the token endpoint', { tokenAnswer: { status: 400, body: '{"error":"invalid_client"}' } }],
    ['an answer that is no JSON', { tokenAnswer: { status: 200, body: '<html>' } }],
    ['a failing token endpoint', { tokenAnswer: { status: 500, body: '' } }],
    ['another state', { comesBack: { code: 'x', state: 'another' } }],
    ['no state', { comesBack: { code: 'x' } }],
    ['no code', { comesBack: {} }],
  ])('with %s', async (_, wrong) => {
    expect(await login(wrong)).toMatchObject({ ok: false, why: 'untrusted' });
  });

  it('with the answer of another provider, which says so itself (RFC 9207)', async () => {
    const of = settings();
    const { url, transaction } = await begin(of);
    const back = await visit(url);
    back.searchParams.set('iss', 'https://elsewhere.example');
    expect(await finishOidc(of, back, transaction, Date.now())).toMatchObject({ why: 'untrusted' });
  });

  it('with the state or nonce of another beginning', async () => {
    expect(await login({}, { state: 'of another' })).toMatchObject({ why: 'untrusted' });
    expect(await login({}, { nonce: 'of another' })).toMatchObject({ why: 'untrusted' });
  });

  it('with a code that was used', async () => {
    const of = settings();
    const { url, transaction } = await begin(of);
    const back = await visit(url);
    expect(await finishOidc(of, back, transaction, Date.now())).toMatchObject({ ok: true });
    expect(await finishOidc(of, back, transaction, Date.now())).toMatchObject({
      why: 'untrusted',
      detail: expect.stringContaining('invalid_grant') as string,
    });
  });

  it('when the provider says no, and says what it said', async () => {
    const of = settings();
    const { url, transaction } = await begin(of);
    const back = new URL(`${BACK}?error=access_denied&state=${transaction.state}&iss=${provider.issuer}`);
    expect(await finishOidc(of, (await visit(url)) && back, transaction, Date.now())).toMatchObject({
      why: 'denied',
      detail: expect.stringContaining('access_denied') as string,
    });
  });
});

describe('a provider is not begun with', () => {
  const begun = async (of: OidcSettings) =>
    beginOidc(of, BACK, { purpose: { kind: 'login' }, next: '/' }, Date.now());

  it('when it says that it is another', async () => {
    provider.wrong = { metadata: { issuer: 'https://elsewhere.example' } };
    expect(await begun(settings())).toMatchObject({ ok: false, why: 'unreachable' });
  });

  it.each(['authorization_endpoint', 'token_endpoint', 'jwks_uri'])(
    'when its %s is elsewhere and not https, or missing',
    async (name) => {
      for (const address of ['http://elsewhere.example/x', undefined]) {
        provider.wrong = { metadata: { [name]: address } };
        expect(await begun(settings())).toMatchObject({ ok: false, why: 'unreachable' });
      }
    },
  );

  it('when it does not answer; and it is asked anew once it does', async () => {
    const of = settings();
    provider.wrong = { metadata: { issuer: 1 } };
    expect(await begun(of)).toMatchObject({ ok: false });
    provider.wrong = {};
    expect(await begun(of)).toMatchObject({ ok: true });
    expect(await begun(settings({ issuer: 'http://127.0.0.1:9' }))).toMatchObject({ why: 'unreachable' });
  });

  it('is never told to the log with tokens in it', async () => {
    const outcome = await login({ claims: { nonce: 'another' } });
    expect(JSON.stringify(outcome)).not.toMatch(/eyJ|of no use here|a secret/);
  });
});
