import { existsSync } from 'node:fs';
import { believedKeys, type BelievedKeys } from './believed-keys.ts';
import { opensshHost, type OpensshHost } from './openssh-host.ts';
import type { Problem } from '../facts/problem.ts';
import type { SecondFactor } from './second-factor.ts';
import { expandHome, secretValue } from './secret-value.ts';
import { isTarget, targetOf, type SshTarget } from './ssh-target.ts';

/** One SSH login: where, as whom, with what, and which host keys are believed. */
export interface SshConfig extends BelievedKeys {
  user: string;
  host: string;
  port: number;
  keyFile: string | null;
  keyPassphrase: string | null;
  /** Socket of the agent, used when there is no key file. */
  agent: string | null;
  /** File of the public key to which the agent is held; null or absent: any that it has. */
  agentKey?: string | null;
  secondFactor: SecondFactor;
  /** Whether `sudo -n` may be used. */
  sudo: boolean;
  /** Hosts on the way, first one first. */
  jump: readonly SshConfig[];
  /** A command of this machine that makes the connection, where it is not dialled; null or absent: none. */
  proxyCommand?: string | null;
}

type Values = Record<string, unknown>;

/** What is the same for a host and the jump hosts before it. */
interface Shared {
  prefix: string;
  values: Values;
  problems: Problem[];
}

/** More than anybody has; jump hosts that lead to each other have no end. */
const MOST_HOPS = 8;

/** The login that `<prefix>_SSH` and its companions describe; null when there is none. */
export function sshConfig(prefix: string, values: Values, problems: Problem[]): SshConfig | null {
  const name = values[`${prefix}_SSH`];
  if (typeof name !== 'string') return null;
  const shared = { prefix, values, problems };
  const { config, own } = login(name, shared, `${prefix}_SSH`, `${prefix}_SSH_HOST_KEY`);
  const named = values[`${prefix}_SSH_JUMP`] as string[] | undefined;
  const jumps = named?.filter((hop) => hop !== 'none') ?? own?.jump ?? [];
  // As with ssh, whoever names jump hosts does without the command that the configuration has.
  const proxyCommand = (named === undefined ? config.proxyCommand : null) ?? null;
  const jump = hopsTo(jumps, shared, MOST_HOPS);
  return { ...config, ...(jump.length > 0 ? { proxyCommand: null } : { proxyCommand }), jump };
}

/** The hops in order. What stands before the first one is its own affair; the others are reached through the one before. */
function hopsTo(names: readonly string[], shared: Shared, left: number): SshConfig[] {
  const key = `${shared.prefix}_SSH_JUMP`;
  if (names.length === 0) return [];
  if (names.length > left) {
    put(shared.problems, { key, wrong: 'names jump hosts that lead to each other, or too many of them' });
    return [];
  }
  const hops = names.map((name) => login(name, shared, key, `${key}_HOST_KEY`));
  const before = hopsTo(hops[0]?.own?.jump ?? [], shared, left - names.length);
  return [
    ...before,
    ...hops.map(({ config }, index) =>
      index + before.length === 0 ? config : { ...config, proxyCommand: null },
    ),
  ];
}

function login(
  name: string,
  shared: Shared,
  key: string,
  hostKeyKey: string,
): { config: SshConfig; own: OpensshHost | null } {
  const { prefix, values, problems } = shared;
  const target = targetOf(name);
  if (!isTarget(name))
    put(problems, {
      key,
      wrong: 'must look like user@host, user@host:port, user@[IPv6]:port or a Host of ~/.ssh/config',
    });
  const own = ownConfigOf(target, key, problems);
  const host = own?.host ?? target.host;
  const port = own?.port ?? target.port ?? 22;
  const config: SshConfig = {
    user: own?.user ?? target.user ?? '',
    host,
    port,
    ...credentials(own, shared),
    keyPassphrase: secretValue(`${prefix}_SSH_KEY_PASSPHRASE`, values, problems),
    ...believedKeys(
      hostKeyKey,
      { host, port, alias: own?.hostKeyAlias ?? null },
      shared,
      own?.knownHosts ?? [],
    ),
    secondFactor: sshSecondFactor(shared),
    sudo: values[`${prefix}_SUDO`] !== 'never',
    jump: [],
    proxyCommand: own?.proxyCommand ?? null,
  };
  return { config, own };
}

/** The same problem of two hops is told once. */
function put(problems: Problem[], problem: Problem): void {
  if (!problems.some(({ key, wrong }) => key === problem.key && wrong === problem.wrong))
    problems.push(problem);
}

function ownConfigOf(target: SshTarget, key: string, problems: Problem[]): OpensshHost | null {
  try {
    return opensshHost(target);
  } catch (error) {
    const { status, stderr } = error as { status?: number | null; stderr?: string };
    // Without ssh on this machine there is nothing to ask; a configuration that ssh refuses is another matter.
    const refused =
      typeof status === 'number' && status !== 127 ? (stderr ?? '').trim().split('\n')[0] : undefined;
    if (refused !== undefined) put(problems, { key, wrong: `cannot be looked up: ssh says “${refused}”` });
    else if (target.user === null)
      put(problems, { key, wrong: 'names no user, and “ssh -G”, which may know one, does not answer here' });
    return null;
  }
}

type Credentials = Pick<SshConfig, 'keyFile' | 'agent' | 'agentKey'>;

/** One key or the agent: each further try would count as a failure for fail2ban. */
function credentials(own: OpensshHost | null, { prefix, values, problems }: Shared): Credentials {
  const key = `${prefix}_SSH_KEY_FILE`;
  const agent = agentOf(own?.agent ?? null);
  const named = values[key];
  if (typeof named === 'string') return { keyFile: named, agent };
  const [certificate] = own?.certificateFiles ?? [];
  if (certificate !== undefined)
    put(problems, {
      key,
      wrong: `is missing: ~/.ssh/config has the certificate ${certificate}, and certificates are not supported; name a key that authorized_keys holds`,
    });
  const files = own?.keyFiles ?? [];
  const isThere = (file: string) => existsSync(expandHome(file));
  const file = files.find(isThere) ?? null;
  if (own?.keysChosen === true) {
    // The private half may be in the agent alone: then its public half is here.
    const inAgent = files.find((each) => each.endsWith('.pub') || (!isThere(each) && isThere(`${each}.pub`)));
    if (agent !== null && inAgent !== undefined && (file === null || file === inAgent))
      return { keyFile: null, agent, agentKey: isThere(inAgent) ? inAgent : `${inAgent}.pub` };
    if (file !== null) return { keyFile: file, agent };
  }
  if (agent !== null) return { keyFile: null, agent };
  if (file === null && certificate === undefined)
    put(problems, { key, wrong: 'is missing, and no SSH agent runs' });
  return { keyFile: file, agent };
}

function agentOf(configured: string | null): string | null {
  if (configured === 'none') return null;
  const variable = /^\$\{?(\w+)\}?$/.exec(configured ?? '$SSH_AUTH_SOCK')?.[1];
  if (configured === 'SSH_AUTH_SOCK' || variable !== undefined)
    return process.env[variable ?? 'SSH_AUTH_SOCK'] ?? null;
  return configured === null ? null : expandHome(configured);
}

function sshSecondFactor({ prefix, values, problems }: Shared): SecondFactor {
  const secret = secretValue(`${prefix}_SSH_TOTP_SECRET`, values, problems);
  if (secret !== null) return { from: 'totp', secret };
  return codeFrom(`${prefix}_SSH_CODE`, values) ?? { from: 'nowhere' };
}

/** The one-time code that a setting and its `_COMMAND` describe; null when neither is set. */
export function codeFrom(key: string, values: Values): SecondFactor | null {
  const command = values[`${key}_COMMAND`];
  if (typeof command === 'string') return { from: 'command', command };
  const code = values[key];
  if (typeof code !== 'string') return null;
  return code === 'prompt' ? { from: 'prompt' } : { from: 'code', code };
}
