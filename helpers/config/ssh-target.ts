/** A host as it is named for SSH. */
export interface SshTarget {
  user: string | null;
  host: string;
  port: number | null;
}

/**
 * Reads `user@host:port`, `ssh://user@host:port`, a bare name or address; an IPv6 address with or without brackets (a port needs
 * them).
 */
export function targetOf(name: string): SshTarget {
  const bare = name
    .trim()
    .replace(/^ssh:\/\//i, '')
    .replace(/\/$/, '');
  // The name of a user may hold an @ itself, as those of a directory service do.
  const at = bare.lastIndexOf('@');
  const user = at < 0 ? null : bare.slice(0, at);
  const rest = bare.slice(at + 1);
  const [, inBrackets, afterBrackets] = /^\[([^\]]*)\](?::(\d{1,5}))?$/.exec(rest) ?? [];
  if (inBrackets !== undefined) return { user, host: inBrackets, port: portOf(afterBrackets) };
  if (rest.split(':').length > 2) return { user, host: rest, port: null };
  const [host = '', port] = rest.split(':');
  return { user, host, port: portOf(port) };
}

const portOf = (text: string | undefined): number | null =>
  text === undefined || text === '' ? null : Number(text);

/** As targetOf reads it back. */
export function formatTarget({ user, host, port }: SshTarget): string {
  const address = host.includes(':') ? `[${host}]` : host;
  return `${user === null || user === '' ? '' : `${user}@`}${address}${port === null ? '' : `:${port}`}`;
}

/** Whether a text names a host that ssh could be asked for. */
export function isTarget(text: string): boolean {
  const { user, host, port } = targetOf(text);
  return (
    /^(?:[A-Za-z0-9_][\w.-]*|[0-9a-fA-F]*:[0-9a-fA-F:.]*(?:%[\w.-]+)?)$/.test(host) &&
    (user === null || /^[^\s,:/]+$/.test(user)) &&
    (port === null || (port > 0 && port < 65_536))
  );
}
