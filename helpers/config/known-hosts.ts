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
  const lines = linesFor(content, host, port);
  const revoked = new Set(
    lines.filter(({ marker }) => marker === '@revoked').map(({ fingerprint }) => fingerprint),
  );
  return lines
    .filter(({ marker, fingerprint }) => marker === null && !revoked.has(fingerprint))
    .map(({ type, fingerprint }) => ({ type, fingerprint }));
}

/** Whether an authority of such a file vouches for the host. */
export const hasAuthority = (content: string, host: string, port: number): boolean =>
  linesFor(content, host, port).some(({ marker }) => marker === '@cert-authority');

function linesFor(content: string, host: string, port: number): (KnownKey & { marker: string | null })[] {
  const lower = host.toLowerCase();
  const name = port === 22 ? lower : `[${lower}]:${port}`;
  return content.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const marker = fields[0]?.startsWith('@') === true ? (fields.shift() ?? null) : null;
    const [names = '', type = '', key = ''] = fields;
    if (names === '' || names.startsWith('#') || key === '' || !matches(names, name)) return [];
    return [{ marker, type, fingerprint: fingerprintOf(Buffer.from(key, 'base64')) }];
  });
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

/** `*` and `?` as in the shell; the shortest piece first, so that no pattern takes long. */
function asPattern(pattern: string): RegExp {
  const literal = pattern.replace(/[\\^$.+()[\]{}|]/g, '\\$&').replace(/\*+/g, '*');
  return new RegExp(`^${literal.replaceAll('*', '.*?').replaceAll('?', '.')}$`, 'i');
}
