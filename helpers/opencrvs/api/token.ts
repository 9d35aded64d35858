/** One right of a user: what it allows, and where or to which events it is limited. */
export interface Scope {
  /** `record.register`. */
  type: string;
  /** `placeOfEvent` → [`administrativeArea`]. */
  options: Record<string, string[]>;
}

/** What a token says about its bearer. */
export interface Claims {
  userId: string;
  role: string;
  scopes: Scope[];
  /** ISO 8601. */
  expiresAt: string;
}

/** Reads the claims of a token without checking its signature: that is the server's part. Throws on anything else. */
export function claimsOf(token: string): Claims {
  const payload = token.split('.')[1] ?? '';
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as {
    sub: string;
    role?: string;
    scope?: string[];
    exp: number;
  };
  return {
    userId: claims.sub,
    role: claims.role ?? '',
    scopes: (claims.scope ?? []).map(parseScope),
    expiresAt: new Date(claims.exp * 1000).toISOString(),
  };
}

/**
 * Reads one scope in either form: 2.0 writes `type=record.register&placeOfEvent=all`, 1.9 writes
 * `record.register[event=birth|death]`.
 */
export function parseScope(text: string): Scope {
  if (text.startsWith('type=')) {
    const parts = [...new URLSearchParams(text)];
    const options = parts
      .filter(([name]) => name !== 'type')
      .map(([name, value]) => [name, value.split(',')]);
    return { type: parts[0]?.[1] ?? '', options: Object.fromEntries(options) as Scope['options'] };
  }
  const [, type = text, inside = ''] = /^([^[]*)\[(.*)\]$/.exec(text) ?? [];
  const options = inside === '' ? [] : inside.split(',').map((pair) => pair.split('='));
  return {
    type,
    options: Object.fromEntries(options.map(([name = '', values = '']) => [name, values.split('|')])),
  };
}
