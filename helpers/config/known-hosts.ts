import { createHash, createHmac } from 'node:crypto';

/** A host key that a known_hosts file holds for a host. */
export interface KnownKey {
  /** `ssh-ed25519`. */
  type: string;
  fingerprint: string;
}

/**
 * The keys that a known_hosts file (sshd(8)) has for a host, hashed names and patterns included. Keys marked as revoked are
 * left out, and so are authorities: certificates are not checked here.
 */
export function knownKeys(content: string, host: string, port: number): KnownKey[] {
  const name = port === 22 ? host : `[${host}]:${port}`;
  const found: KnownKey[] = [];
  const revoked = new Set<string>();
  for (const line of content.split('\n')) {
    const fields = line.trim().split(/\s+/);
    const marker = fields[0]?.startsWith('@') === true ? fields.shift() : undefined;
    const [names = '', type = '', key = ''] = fields;
    if (names === '' || names.startsWith('#') || key === '' || !matches(names, name)) continue;
    const fingerprint = fingerprintOf(Buffer.from(key, 'base64'));
    if (marker === '@revoked') revoked.add(fingerprint);
    else if (marker === undefined) found.push({ type, fingerprint });
  }
  return found.filter(({ fingerprint }) => !revoked.has(fingerprint));
}

/** As `ssh-keygen -lf` shows it. */
export const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

function matches(names: string, name: string): boolean {
  const [, salt, hash] = /^\|1\|([^|]+)\|(.+)$/.exec(names) ?? [];
  if (salt !== undefined && hash !== undefined) {
    return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
  }
  const patterns = names.split(',');
  const fits = (pattern: string) => asPattern(pattern).test(name);
  return (
    patterns.some((pattern) => !pattern.startsWith('!') && fits(pattern)) &&
    !patterns.some((pattern) => pattern.startsWith('!') && fits(pattern.slice(1)))
  );
}

function asPattern(pattern: string): RegExp {
  const literal = pattern.replace(/[\\^$.+()[\]{}|]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i');
}
