import { existsSync } from 'node:fs';
import { expandHome } from '../secret-value.ts';
import { formatTarget, isTarget, targetOf, type SshTarget } from '../ssh-target.ts';
import type { HostVars, Inventory } from './inventory.ts';
import { wayIn } from './jump-hosts.ts';
import { ENVIRONMENTS, type Environment } from './locate.ts';
import { isPlaceholder, resolved, type Resolved, type Unusable } from './template.ts';

/** A login as Ansible would make it. */
export interface FoundLogin {
  target: SshTarget;
  origin: string;
  jump: { value: string; origin: string } | null;
  keyFile: { value: string; origin: string } | null;
  /** Whether the host is the master of a cluster. */
  cluster: boolean;
}

export const BACKUP_GROUPS = ['backups-host', 'backups', 'backup'];
export const APP_GROUPS = ['docker-manager-first', 'master'];

/** Where each environment's host may stand: its own inventory first. */
const PLACES: Record<Environment, readonly [Environment, readonly string[]][]> = {
  production: [['production', APP_GROUPS]],
  staging: [['staging', APP_GROUPS]],
  backup: ENVIRONMENTS.toReversed().map((name) => [name, BACKUP_GROUPS]),
};

const WHY: Record<Unusable, string> = {
  encrypted: 'is encrypted with ansible-vault',
  expression: 'is an expression that only Ansible can work out',
  placeholder: 'is still what the template says',
};

/** Why a value was not taken over, as a sentence. */
export const notTaken = (key: string, value: Resolved): string =>
  `${key}: ${value.origin} ${value.ok ? 'is no value for it' : WHY[value.why]}.`;

/** The logins that inventories tell, and what of them is not taken over. */
export function loginsFor(inventories: ReadonlyMap<Environment, Inventory>): {
  found: Map<Environment, FoundLogin>;
  leftOut: string[];
} {
  const found = new Map<Environment, FoundLogin>();
  const leftOut: string[] = [];
  for (const name of ENVIRONMENTS) {
    const key = `${name.toUpperCase()}_SSH`;
    const said: string[] = [];
    for (const [place, groups] of PLACES[name]) {
      const inventory = inventories.get(place);
      if (inventory === undefined || found.has(name)) continue;
      const group = groups.find((each) => inventory.hostsIn(each).length > 0);
      const host = inventory.hostsIn(group ?? '')[0];
      if (host === undefined) {
        if (place === name) said.push(`${key}: ${inventory.file} has no host in ${groups.join(', ')}.`);
        continue;
      }
      const login = loginOn(key, host, inventory.varsOf(host), `${inventory.file}, ${host}`, said);
      if (login !== null) found.set(name, { ...login, cluster: group === 'master' });
    }
    leftOut.push(...said);
  }
  return { found, leftOut };
}

function loginOn(
  key: string,
  name: string,
  vars: HostVars,
  origin: string,
  said: string[],
): Omit<FoundLogin, 'cluster'> | null {
  /** The last of the names that has a value, as in Ansible. */
  const take = (part: string, ...names: string[]): string | null => {
    const value = names.flatMap((each) => resolved(vars, each) ?? []).at(-1) ?? null;
    if (value?.ok === false) said.push(notTaken(part, value));
    return value?.ok === true ? value.text : null;
  };
  const before = said.length;
  const given = take(key, 'ansible_host', 'ansible_ssh_host');
  if (said.length > before) return null;
  const local = isHere(given ?? '') || vars.get('ansible_connection')?.value === 'local';
  const host = local ? (take(key, 'kube_api_endpoint', 'kube_api_host') ?? '') : (given ?? name);
  if (local && host === '') {
    if (said.length === before)
      said.push(`${key}: ${origin} is the machine that Ansible runs on; its address stands nowhere.`);
    return null;
  }
  if (isPlaceholder(host) || !isTarget(host)) {
    said.push(
      notTaken(
        key,
        isPlaceholder(host) ? { ok: false, why: 'placeholder', origin } : { ok: true, text: host, origin },
      ),
    );
    return null;
  }
  const port = take(`${key}, port`, 'ansible_port', 'ansible_ssh_port');
  const isPort = port !== null && /^\d{1,5}$/.test(port);
  const target = {
    user: take(`${key}, user`, 'ansible_user', 'ansible_ssh_user') ?? administrator(vars),
    host: targetOf(host).host,
    port: isPort ? Number(port) : null,
  };
  return { target, origin, jump: jumpOn(key, vars, said), keyFile: keyFileOn(vars) };
}

/** This machine, as Ansible may be told to take it: OpenCRVS provisions clusters from their own master. */
const isHere = (host: string): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);

/** The first person who may administer; whoever runs init is asked whether to be somebody else. */
function administrator(vars: HostVars): string | null {
  const users = vars.get('users')?.value;
  if (!Array.isArray(users)) return null;
  const people = users.flatMap((user: unknown) =>
    typeof user === 'object' && user !== null ? [user as Record<string, unknown>] : [],
  );
  const one = people.find(
    ({ name, state, sudoer, role }) =>
      typeof name === 'string' && isUser(name) && state !== 'absent' && (sudoer === true || role === 'admin'),
  );
  return (one?.['name'] as string | undefined) ?? null;
}

const isUser = (name: string): boolean => !isPlaceholder(name) && isTarget(`${name}@host`);

const ARGUMENTS = ['ansible_ssh_args', 'ansible_ssh_common_args', 'ansible_ssh_extra_args'];

function jumpOn(key: string, vars: HostVars, said: string[]): FoundLogin['jump'] {
  for (const name of ARGUMENTS) {
    const value = resolved(vars, name);
    if (value === null) continue;
    const way = value.ok ? wayIn(value.text) : null;
    if (way === null || way.jump.some((hop) => isPlaceholder(targetOf(hop).host))) {
      said.push(
        notTaken(`${key}_JUMP`, value.ok ? { ok: false, why: 'placeholder', origin: value.origin } : value),
      );
    } else if (way.command !== null) {
      said.push(
        `${key}_JUMP: ${value.origin} has a ProxyCommand; put it into ~/.ssh/config as a Host and name that.`,
      );
    } else if (way.jump.every(isTarget) && way.jump.length > 0) {
      return { value: way.jump.map((hop) => formatTarget(targetOf(hop))).join(','), origin: value.origin };
    } else if (way.jump.length > 0) said.push(notTaken(`${key}_JUMP`, value));
  }
  return null;
}

/** A key that lies on this machine; OpenCRVS's pipelines name one that only they have. */
function keyFileOn(vars: HostVars): FoundLogin['keyFile'] {
  const value = resolved(vars, 'ansible_ssh_private_key_file') ?? resolved(vars, 'ansible_private_key_file');
  return value?.ok === true && existsSync(expandHome(value.text))
    ? { value: value.text, origin: value.origin }
    : null;
}
