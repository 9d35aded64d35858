import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { expandHome } from './secret-value.ts';
import type { SshTarget } from './ssh-target.ts';

/** What the SSH client's own configuration says of a host. */
export interface OpensshHost {
  user: string;
  host: string;
  port: number;
  /** In the order in which ssh would try them; they need not exist. */
  keyFiles: string[];
  /** Whether those were chosen, and are not merely the names that ssh tries everywhere. */
  keysChosen: boolean;
  certificateFiles: string[];
  /** `user@host:port` or names, first hop first. */
  jump: string[];
  /** A command whose input and output are the connection. */
  proxyCommand: string | null;
  /** Socket of the agent, `SSH_AUTH_SOCK`, `none`, or null when nothing is said. */
  agent: string | null;
  /** The name under which known_hosts has the key; null: that of the host. */
  hostKeyAlias: string | null;
  knownHosts: string[];
}

/**
 * Asks ssh itself what it would do for a host: includes, patterns and matches are its business. Nothing is connected.
 *
 * @param configFile another file than ~/.ssh/config
 * @throws Error when there is no ssh here or it cannot read its configuration
 */
export function opensshHost({ user, host, port }: SshTarget, configFile?: string): OpensshHost {
  const output = execFileSync(
    'ssh',
    [
      ...(configFile === undefined ? [] : ['-F', configFile]),
      '-G',
      ...(user === null ? [] : ['-l', user]),
      ...(port === null ? [] : ['-p', String(port)]),
      '--',
      host,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 10_000 },
  );
  return readSshG(output, host);
}

/** What ssh tries where nothing is configured. */
const USUAL_KEY = /^~\/\.ssh\/id_(?:rsa|dsa|ecdsa|ecdsa_sk|ed25519|ed25519_sk|xmss)$/;

/**
 * Reads the output of `ssh -G`: a keyword and its value on each line.
 *
 * @param name as the host was called; `%n` in the configuration
 */
export function readSshG(output: string, name: string): OpensshHost {
  const values = new Map<string, string[]>();
  for (const line of output.split('\n')) {
    const [, keyword = '', value = ''] = /^(\S+)\s(.*)$/.exec(line) ?? [];
    values.set(keyword, [...(values.get(keyword) ?? []), value.trim()]);
  }
  const one = (keyword: string): string | null => {
    const value = values.get(keyword)?.[0] ?? null;
    return value === 'none' && keyword !== 'identityagent' ? null : value;
  };
  const about = { user: one('user') ?? '', host: one('hostname') ?? '', port: Number(one('port') ?? 22) };
  const put = (text: string) => withTokens(text, { ...about, name, alias: one('hostkeyalias') ?? name });
  const keyFiles = values.get('identityfile') ?? [];
  return {
    ...about,
    keyFiles: keyFiles.map(put),
    keysChosen:
      keyFiles.length > 0 && !(keyFiles.length > 1 && keyFiles.every((file) => USUAL_KEY.test(file))),
    certificateFiles: (values.get('certificatefile') ?? []).map(put),
    jump: one('proxyjump')?.split(',') ?? [],
    proxyCommand: one('proxycommand') === null ? null : put(one('proxycommand') ?? ''),
    agent: one('identityagent') === null ? null : put(one('identityagent') ?? ''),
    hostKeyAlias: one('hostkeyalias'),
    knownHosts: ['userknownhostsfile', 'globalknownhostsfile'].flatMap((keyword) =>
      filesIn(put(one(keyword) ?? '')),
    ),
  };
}

/** The files of a list that ssh prints without its quotes: a blank may separate two, or belong to one. */
function filesIn(list: string): string[] {
  const words = list.split(/\s+/).filter(Boolean);
  const files: string[] = [];
  while (words.length > 0) {
    const lengths = words.map((_, index) => words.length - index);
    const length = lengths.find((count) => existsSync(expandHome(words.slice(0, count).join(' ')))) ?? 1;
    files.push(words.splice(0, length).join(' '));
  }
  return files;
}

/** The tokens of ssh_config(5) that these settings may hold, and `${VARIABLES}`. */
function withTokens(
  text: string,
  {
    user,
    host,
    port,
    name,
    alias,
  }: { user: string; host: string; port: number; name: string; alias: string },
): string {
  const tokens: Record<string, string> = {
    '%': '%',
    d: homedir(),
    h: host,
    i: String(process.getuid?.() ?? ''),
    k: alias,
    L: hostname().split('.')[0] ?? '',
    l: hostname(),
    n: name,
    p: String(port),
    r: user,
    u: userInfo().username,
  };
  return text
    .replace(/%([%dhikLlnpru])/g, (whole, token: string) => tokens[token] ?? whole)
    .replace(/\$\{(\w+)\}/g, (whole, variable: string) => process.env[variable] ?? whole);
}
