import { execFileSync } from 'node:child_process';

/** What the SSH client's own configuration says of a host. */
export interface OpensshHost {
  user: string;
  host: string;
  port: number;
  /** In the order in which ssh would try them; they need not exist. */
  keyFiles: string[];
  /** `user@host:port` or names, first hop first. */
  jump: string[];
  /** Socket of the agent, `SSH_AUTH_SOCK`, `none`, or null when nothing is said. */
  agent: string | null;
  knownHosts: string[];
}

/**
 * Asks ssh itself what it would do for a host: includes, patterns and tokens are its business. Nothing is connected.
 *
 * @param configFile another file than ~/.ssh/config
 * @throws Error when there is no ssh here or it cannot read its configuration
 */
export function opensshHost(name: string, configFile?: string): OpensshHost {
  const file = configFile === undefined ? [] : ['-F', configFile];
  const output = execFileSync('ssh', [...file, '-G', '--', name], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 10_000,
  });
  return readSshG(output);
}

/** Reads the output of `ssh -G`: a keyword and its value on each line. */
export function readSshG(output: string): OpensshHost {
  const values = new Map<string, string[]>();
  for (const line of output.split('\n')) {
    const [, keyword = '', value = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    values.set(keyword, [...(values.get(keyword) ?? []), value]);
  }
  const one = (keyword: string): string | undefined => values.get(keyword)?.[0];
  const jump = one('proxyjump');
  return {
    user: one('user') ?? '',
    host: one('hostname') ?? '',
    port: Number(one('port') ?? 22),
    keyFiles: values.get('identityfile') ?? [],
    jump: jump === undefined || jump === 'none' ? [] : jump.split(','),
    agent: one('identityagent') ?? null,
    knownHosts: (one('userknownhostsfile') ?? '').split(/\s+/).filter(Boolean),
  };
}
