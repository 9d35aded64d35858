import { existsSync, readFileSync } from 'node:fs';
import { knownKeys } from './known-hosts.ts';
import { opensshHost } from './openssh-host.ts';
import type { SecondFactor } from './second-factor.ts';
import { expandHome, secretValue } from './secret-value.ts';
import type { Problem } from '../facts/problem.ts';

/** One SSH login: where, as whom, with what, and which host keys are believed. */
export interface SshConfig {
  user: string;
  host: string;
  port: number;
  keyFile: string | null;
  keyPassphrase: string | null;
  /** Socket of the agent, used when there is no key file. */
  agent: string | null;
  /** `SHA256:…`: the only host keys that are accepted. */
  hostKeys: readonly string[];
  /** Types of host key to ask for, when known; else the client's order. */
  hostKeyTypes: readonly string[] | null;
  secondFactor: SecondFactor;
  /** Whether `sudo -n` may be used. */
  sudo: boolean;
  /** Hosts on the way, first one first. */
  jump: readonly SshConfig[];
}

type Values = Record<string, unknown>;

/** What is the same for a host and the jump hosts before it. */
interface Shared {
  prefix: string;
  values: Values;
  problems: Problem[];
}

interface Target {
  user: string | null;
  host: string;
  port: number | null;
}

/** The login that `<prefix>_SSH` and its companions describe; null when there is none. */
export function sshConfig(prefix: string, values: Values, problems: Problem[]): SshConfig | null {
  const name = values[`${prefix}_SSH`];
  if (typeof name !== 'string') return null;
  return login(name, { prefix, values, problems }, `${prefix}_SSH_HOST_KEY`, true);
}

function login(name: string, shared: Shared, hostKeyKey: string, withJumps: boolean): SshConfig {
  const { prefix, values, problems } = shared;
  const target = targetOf(name);
  const own = target.user === null ? ownConfigOf(target, shared) : null;
  const host = own?.host ?? target.host;
  const port = target.port ?? own?.port ?? 22;
  const keyFile =
    (values[`${prefix}_SSH_KEY_FILE`] as string | undefined) ??
    own?.keyFiles.find((file) => existsSync(expandHome(file))) ??
    null;
  const agent = agentOf(own?.agent ?? null);
  if (keyFile === null && agent === null)
    problems.push({ key: `${prefix}_SSH_KEY_FILE`, wrong: 'is missing, and no SSH agent runs' });
  const jumps = (values[`${prefix}_SSH_JUMP`] as string[] | undefined) ?? own?.jump ?? [];
  return {
    user: target.user ?? own?.user ?? '',
    host,
    port,
    keyFile,
    keyPassphrase: secretValue(`${prefix}_SSH_KEY_PASSPHRASE`, values, problems),
    agent,
    ...believedKeys(hostKeyKey, host, port, shared, own?.knownHosts ?? []),
    secondFactor: sshSecondFactor(shared),
    sudo: values[`${prefix}_SUDO`] !== 'never',
    jump: withJumps ? jumps.map((hop) => login(hop, shared, `${prefix}_SSH_JUMP_HOST_KEY`, false)) : [],
  };
}

function targetOf(name: string): Target {
  const [, user = null, host = name, port] = /^(?:([^@]+)@)?(.+?)(?::(\d+))?$/.exec(name) ?? [];
  return {
    user,
    host: host.replace(/^\[|\]$/g, ''),
    port: port === undefined ? null : Number(port),
  };
}

function ownConfigOf({ host }: Target, { prefix, problems }: Shared) {
  try {
    return opensshHost(host);
  } catch {
    problems.push({
      key: `${prefix}_SSH`,
      wrong: 'names no user, and “ssh -G”, which may know one, does not answer here',
    });
    return null;
  }
}

function agentOf(configured: string | null): string | null {
  if (configured === 'none') return null;
  if (configured !== null && configured !== 'SSH_AUTH_SOCK') return expandHome(configured);
  return process.env['SSH_AUTH_SOCK'] ?? null;
}

function believedKeys(
  key: string,
  host: string,
  port: number,
  { prefix, values, problems }: Shared,
  ownFiles: readonly string[],
): Pick<SshConfig, 'hostKeys' | 'hostKeyTypes'> {
  const pinned = values[key] as string[] | undefined;
  if (pinned !== undefined) {
    return { hostKeys: pinned.map((fingerprint) => fingerprint.replace(/=+$/, '')), hostKeyTypes: null };
  }
  const configured = values[`${prefix}_SSH_KNOWN_HOSTS`];
  const files =
    typeof configured === 'string'
      ? [configured]
      : [...ownFiles, '~/.ssh/known_hosts', '/etc/ssh/ssh_known_hosts'];
  const known = files.flatMap((file) => knownKeys(contentOf(file), host, port));
  if (known.length === 0)
    problems.push({ key, wrong: `is missing, and ${files[0] ?? 'known_hosts'} does not know ${host}` });
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
