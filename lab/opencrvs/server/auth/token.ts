import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

export interface Claims {
  scope: string[];
  userType: 'user' | 'system';
  role: string;
  sub: string;
  iat: number;
  exp: number;
  aud: string[];
  iss: string;
}

export interface Tokens {
  /** A token of OpenCRVS 2.0.0's form: RS256, seven days. */
  issue(user: { id: string; role: string; scopes: readonly string[] }): string;
  /** The claims of a valid token; `null` when it is malformed, expired, or not ours. */
  read(token: string): Claims | null;
  /** What logging out does: from now on the token is refused. */
  invalidate(token: string): void;
  isInvalidated(token: string): boolean;
}

const SEVEN_DAYS_S = 604_800;
const AUDIENCES = ['auth', 'user-mgnt', 'gateway', 'events', 'countryconfig', 'documents'];

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');

export function tokensSignedWith(pem: string): Tokens {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(pem);
  const invalidated = new Set<string>();
  return {
    issue: ({ id, role, scopes }) => {
      const iat = Math.floor(Date.now() / 1000);
      const claims: Claims = {
        scope: [...scopes],
        userType: 'user',
        role,
        iat,
        exp: iat + SEVEN_DAYS_S,
        aud: AUDIENCES.map((name) => `opencrvs:${name}-user`),
        iss: 'opencrvs:auth-service',
        sub: id,
      };
      const signed = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`;
      return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
    read: (token) => readClaims(token, publicKey),
    invalidate: (token) => void invalidated.add(token),
    isInvalidated: (token) => invalidated.has(token),
  };
}

function readClaims(token: string, publicKey: KeyObject): Claims | null {
  const [header, payload, signature] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined) return null;
  const isOurs = verify(
    'RSA-SHA256',
    Buffer.from(`${header}.${payload}`),
    publicKey,
    Buffer.from(signature, 'base64url'),
  );
  if (!isOurs) return null;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
  return claims.exp > Date.now() / 1000 ? claims : null;
}
