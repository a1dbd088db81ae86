import * as client from 'openid-client';
import { providerOf } from './oidc-provider';
import type { OidcSettings } from './oidc-settings';

/** What somebody goes to the provider for. */
export type OidcPurpose =
  | { kind: 'login' }
  /** To become a person by a one-time link, whose secret this is. */
  | { kind: 'join'; invite: string }
  /** To be able to sign in so from now on; whose session it began in. */
  | { kind: 'link'; person: string; session: string };

/** What must come back as it went out. It never leaves the server readable (oidc-cookie.ts). */
export interface OidcTransaction {
  state: string;
  nonce: string;
  verifier: string;
  purpose: OidcPurpose;
  /** Path to go to afterwards. */
  next: string;
}

/** Somebody, as a provider knows them: `subject` is the provider's own id, which it gives to nobody else. */
export interface OidcAccount {
  issuer: string;
  subject: string;
  name?: string;
}

/** `unreachable`: the provider did not answer; `denied`: it said no; `untrusted`: its answer does not hold. */
export type OidcOutcome =
  | { ok: true; account: OidcAccount }
  | { ok: false; why: 'unreachable' | 'denied' | 'untrusted'; detail: string };

/** The provider's address to send the browser to, and what to remember until it comes back; an outcome where it cannot be reached. */
export async function beginOidc(
  settings: OidcSettings,
  redirectUri: string,
  asked: Pick<OidcTransaction, 'purpose' | 'next'>,
  nowMs: number,
): Promise<{ ok: true; url: URL; transaction: OidcTransaction } | Extract<OidcOutcome, { ok: false }>> {
  const transaction = {
    ...asked,
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
  };
  try {
    const url = client.buildAuthorizationUrl(await providerOf(settings, nowMs), {
      redirect_uri: redirectUri,
      scope: 'openid profile',
      state: transaction.state,
      nonce: transaction.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(transaction.verifier),
      code_challenge_method: 'S256',
    });
    return { ok: true, url, transaction };
  } catch (error) {
    return { ok: false, why: 'unreachable', detail: told(error) };
  }
}

/**
 * Who came back from the provider: the code of the address is exchanged for a token, whose signature, issuer, audience,
 * times and nonce must hold, as must state and PKCE.
 * @param cameBack the whole address that the provider sent the browser to
 */
export async function finishOidc(
  settings: OidcSettings,
  cameBack: URL,
  { state, nonce, verifier }: OidcTransaction,
  nowMs: number,
): Promise<OidcOutcome> {
  try {
    const tokens = await client.authorizationCodeGrant(await providerOf(settings, nowMs), cameBack, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims?.sub) return { ok: false, why: 'untrusted', detail: 'the ID token is of nobody' };
    const { iss: issuer, sub: subject, name } = claims;
    return {
      ok: true,
      account: { issuer, subject, ...(typeof name === 'string' && name.trim() ? { name } : {}) },
    };
  } catch (error) {
    const denied = error instanceof client.AuthorizationResponseError;
    return { ok: false, why: denied ? 'denied' : 'untrusted', detail: told(error) };
  }
}

/** An error in a line for the log: never its cause, which holds tokens. */
function told(error: unknown): string {
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError)
    return `${error.message}: ${error.error}`;
  if (!(error instanceof Error)) return 'an unknown error';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.message} (${code})` : error.message;
}
