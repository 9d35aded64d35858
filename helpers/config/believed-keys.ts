import { readFileSync } from 'node:fs';
import { hasAuthority, knownKeys } from './known-hosts.ts';
import type { Problem } from '../facts/problem.ts';
import { expandHome } from './secret-value.ts';

/** The host keys that are accepted, and no others. */
export interface BelievedKeys {
  /** `SHA256:…`. */
  hostKeys: readonly string[];
  /** Types of host key to ask for, when known; else the client's order. */
  hostKeyTypes: readonly string[] | null;
}

interface Settings {
  prefix: string;
  values: Record<string, unknown>;
  problems: Problem[];
}

/**
 * Pinned fingerprints, else what known_hosts files have for the host.
 *
 * @param key the setting with the fingerprints
 * @param alias the name that HostKeyAlias gives it
 * @param ownFiles those that the SSH client's configuration names
 */
export function believedKeys(
  key: string,
  { host, port, alias }: { host: string; port: number; alias: string | null },
  { prefix, values, problems }: Settings,
  ownFiles: readonly string[],
): BelievedKeys {
  const pinned = values[key] as string[] | undefined;
  if (pinned !== undefined)
    return { hostKeys: pinned.map((fingerprint) => fingerprint.replace(/=+$/, '')), hostKeyTypes: null };
  const configured = values[`${prefix}_SSH_KNOWN_HOSTS`];
  const usual = ownFiles.length > 0 ? ownFiles : ['~/.ssh/known_hosts', '/etc/ssh/ssh_known_hosts'];
  const files = typeof configured === 'string' ? [configured] : usual;
  const contents = files.map(contentOf);
  const find = <T>(look: (content: string, host: string, port: number) => T[]): T[] => {
    const under = (name: string, at: number) => contents.flatMap((content) => look(content, name, at));
    if (alias !== null) return under(alias, 22);
    const found = under(host, port);
    // As ssh does: a key that is known without a port is the host's on any.
    return found.length > 0 || port === 22 ? found : under(host, 22);
  };
  const known = find(knownKeys);
  if (known.length === 0) {
    const name = alias ?? host;
    const authority = find((...where) => (hasAuthority(...where) ? [true] : [])).length > 0;
    const wrong = authority
      ? `is missing: known_hosts vouches for ${name} by an authority (@cert-authority), and certificates of hosts are not supported`
      : `is missing, and ${files[0] ?? 'known_hosts'} does not know ${name}`;
    if (!problems.some((problem) => problem.key === key && problem.wrong === wrong))
      problems.push({ key, wrong });
  }
  return {
    hostKeys: known.map(({ fingerprint }) => fingerprint),
    hostKeyTypes: known.map(({ type }) => type),
  };
}

function contentOf(file: string): string {
  try {
    return readFileSync(expandHome(file), 'utf8');
  } catch {
    return '';
  }
}
