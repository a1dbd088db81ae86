import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface IdentityProvider {
  issuer: string;
  /** Tells it the one address that it may send people back to; it answers from then on. */
  serve: (redirectUri: string) => void;
  close: () => Promise<void>;
}

export const OIDC_CLIENT = { id: 'crossrate', secret: 'only this client knows it' };

/**
 * A real provider of identities on loopback (oidc-provider with its development forms): whoever enters a name in its
 * form is known by it, and any password will do.
 */
export async function identityProvider(): Promise<IdentityProvider> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    serve: (redirectUri) => {
      const answer = providerOf(issuer, redirectUri).callback();
      server.on('request', (request, response) => void answer(request, response));
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function providerOf(issuer: string, redirectUri: string): Provider {
  return new Provider(issuer, {
    clients: [{ client_id: OIDC_CLIENT.id, client_secret: OIDC_CLIENT.secret, redirect_uris: [redirectUri] }],
    cookies: { keys: ['of this test'] },
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: `${id} by the provider` }),
    }),
    ttl: { Grant: 600, Interaction: 600, Session: 600, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
  });
}
