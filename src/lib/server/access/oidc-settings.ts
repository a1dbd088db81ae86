/** A provider of identities (OpenID Connect) that people may sign in with. */
export interface OidcSettings {
  /** As the provider writes it in its tokens. */
  issuer: string;
  clientId: string;
  /** Without one the client is a public one, held by PKCE alone. */
  clientSecret?: string;
  /** What the button says: "Sign in with …". */
  name: string;
}

type Environment = Record<string, string | undefined>;
type Refuse = (where: string, message: string) => void;

/** The settings that readOidc knows. */
export const OIDC_SETTINGS = [
  'CROSSRATE_OIDC_ISSUER',
  'CROSSRATE_OIDC_CLIENT_ID',
  'CROSSRATE_OIDC_CLIENT_SECRET',
  'CROSSRATE_OIDC_NAME',
] as const;

const MOST_NAME = 40;

/**
 * The provider of CROSSRATE_OIDC_*; undefined where none is named. It is reached over https only, except on this machine.
 * @param isLoopback whether a host name is this machine's
 */
export function readOidc(
  env: Environment,
  refuse: Refuse,
  isLoopback: (host: string) => boolean,
): OidcSettings | undefined {
  const issuer = env.CROSSRATE_OIDC_ISSUER;
  const clientId = env.CROSSRATE_OIDC_CLIENT_ID;
  if (!issuer && !clientId) return undefined;
  if (!issuer || !clientId) {
    const missing = issuer ? 'CROSSRATE_OIDC_CLIENT_ID' : 'CROSSRATE_OIDC_ISSUER';
    refuse(missing, 'missing: a provider of identities needs both its issuer and the id of this client');
    return undefined;
  }
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (!url || !isAddress(url))
    refuse('CROSSRATE_OIDC_ISSUER', `not an address such as https://login.example.com: ${issuer}`);
  else if (url.protocol === 'http:' && !isLoopback(url.hostname))
    refuse('CROSSRATE_OIDC_ISSUER', `${issuer} is not https, so others on the way could sign in as anybody`);
  const name = (env.CROSSRATE_OIDC_NAME || url?.hostname || '').trim();
  if (name.length > MOST_NAME) refuse('CROSSRATE_OIDC_NAME', `longer than ${MOST_NAME} characters: ${name}`);
  const clientSecret = env.CROSSRATE_OIDC_CLIENT_SECRET;
  return { issuer, clientId, name, ...(clientSecret ? { clientSecret } : {}) };
}

function isAddress({ protocol, search, hash, username }: URL): boolean {
  return /^https?:$/.test(protocol) && search === '' && hash === '' && username === '';
}
