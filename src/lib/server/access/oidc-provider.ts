import * as client from 'openid-client';
import { isLoopback } from '$lib/server/config';
import type { OidcSettings } from './oidc-settings';

const ANSWERS_WITHIN_S = 10;
/** So long what the provider says of itself is kept; its keys are looked after by the library. */
const KEPT_MS = 3_600_000;

interface Kept {
  found: Promise<client.Configuration>;
  untilMs: number;
}

const kept = new WeakMap<OidcSettings, Kept>();

/** What a provider says of itself, asked for when somebody first signs in with it. Throws where it cannot be reached or used. */
export function providerOf(settings: OidcSettings, nowMs: number): Promise<client.Configuration> {
  const known = kept.get(settings);
  if (known && nowMs < known.untilMs) return known.found;
  const found = discover(settings);
  kept.set(settings, { found, untilMs: nowMs + KEPT_MS });
  found.catch(() => kept.delete(settings));
  return found;
}

async function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<client.Configuration> {
  const url = new URL(issuer);
  const onThisMachine = url.protocol === 'http:' && isLoopback(url.hostname);
  const found = await client.discovery(url, clientId, undefined, authentication(clientSecret), {
    timeout: ANSWERS_WITHIN_S,
    // The signature is checked although the token comes straight from the provider: one more thing that must hold.
    execute: [client.enableNonRepudiationChecks, ...(onThisMachine ? [client.allowInsecureRequests] : [])],
  });
  const { authorization_endpoint, token_endpoint, jwks_uri } = found.serverMetadata();
  for (const address of [authorization_endpoint, token_endpoint, jwks_uri]) refuseOpen(address);
  return found;
}

/** A secret goes into the header unless the provider knows only the body: what OpenID Connect takes for granted. */
function authentication(secret: string | undefined): client.ClientAuth {
  if (!secret) return client.None();
  const inHeader = client.ClientSecretBasic(secret);
  const inBody = client.ClientSecretPost(secret);
  return (server, ...rest) => {
    const known = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (known.includes('client_secret_basic') ? inHeader : inBody)(server, ...rest);
  };
}

/** Where plain http is allowed for a provider on this machine, it must not lead elsewhere. */
function refuseOpen(address: string | undefined): void {
  const url = address === undefined ? undefined : new URL(address);
  if (!url) throw new Error('the provider does not say where its endpoints are');
  if (url.protocol !== 'https:' && !isLoopback(url.hostname))
    throw new Error(`the provider has an endpoint that is not https: ${url.origin}`);
}
