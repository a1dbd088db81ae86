import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** How a provider that does wrong departs from one that does right; nothing: all is right. */
export interface Wrong {
  /** Claims of the ID token in place of the right ones; undefined takes a claim away. */
  claims?: Record<string, unknown>;
  /** Signed with a key that the provider does not publish. */
  otherKey?: boolean;
  /** Not signed at all. */
  unsigned?: boolean;
  /** No ID token in the answer. */
  noIdToken?: boolean;
  /** Query of the address that the browser comes back to, in place of the right one. */
  comesBack?: Record<string, string>;
  /** What it says of itself in place of the truth. */
  metadata?: Record<string, unknown>;
  /** What the token endpoint answers, whatever is asked. */
  tokenAnswer?: { status: number; body: string };
}

export interface HostileProvider {
  issuer: string;
  /** Set before a login begins. */
  wrong: Wrong;
  /** What the token endpoint was asked with, the newest last. */
  asked: { authorization: string | undefined; body: URLSearchParams }[];
  close: () => Promise<void>;
}

export const CLIENT = { id: 'crossrate', secret: 'a secret/with:signs' };

/** A provider on loopback that signs everybody in at once as `subject-1`, and does as wrong as it is told. */
export async function hostileProvider(): Promise<HostileProvider> {
  const own = await generateKeyPair('RS256');
  const other = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256', use: 'sig' };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: HostileProvider = {
    issuer,
    wrong: {},
    asked: [],
    close: () => new Promise((done) => server.close(() => done())),
  };
  /** The nonce of each code that was given out and not yet used. */
  const codes = new Map<string, string>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', issuer);
    const { wrong } = provider;
    if (url.pathname === '/.well-known/openid-configuration')
      return send(response, 200, { ...metadataOf(issuer), ...wrong.metadata });
    if (url.pathname === '/keys') return send(response, 200, { keys: [jwk] });
    if (url.pathname === '/authorize') {
      const code = `code-${crypto.randomUUID()}`;
      codes.set(code, url.searchParams.get('nonce') ?? '');
      const back = new URL(url.searchParams.get('redirect_uri') ?? '');
      const right = { code, state: url.searchParams.get('state') ?? '', iss: issuer };
      back.search = new URLSearchParams(wrong.comesBack ?? right).toString();
      response.writeHead(303, { location: back.href }).end();
      return;
    }
    const body = new URLSearchParams(await textOf(request));
    provider.asked.push({ authorization: request.headers.authorization, body });
    if (wrong.tokenAnswer) {
      response.writeHead(wrong.tokenAnswer.status, { 'content-type': 'application/json' });
      response.end(wrong.tokenAnswer.body);
      return;
    }
    const nonce = codes.get(body.get('code') ?? '');
    codes.delete(body.get('code') ?? '');
    if (nonce === undefined) return send(response, 400, { error: 'invalid_grant' });
    return send(response, 200, await tokensOf(nonce));
  }

  async function tokensOf(nonce: string): Promise<object> {
    const { wrong } = provider;
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: CLIENT.id, sub: 'subject-1', nonce, iat: now, exp: now + 300 };
    const payload = { ...claims, name: 'Ada Hale', ...wrong.claims };
    const signed = await new SignJWT(payload)
      .setProtectedHeader({ alg: 'RS256', kid: 'own' })
      .sign(wrong.otherKey ? other.privateKey : own.privateKey);
    const head = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const bare = `${head}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.`;
    return {
      access_token: 'of no use here',
      token_type: 'Bearer',
      ...(wrong.noIdToken ? {} : { id_token: wrong.unsigned ? bare : signed }),
    };
  }

  return provider;
}

function metadataOf(issuer: string): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    authorization_response_iss_parameter_supported: true,
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
