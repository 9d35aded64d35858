import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { formatTarget, targetOf } from './ssh-target.ts';
import { readInventory, type Inventory } from './inventory/inventory.ts';
import { locateInventories, type Environment } from './inventory/locate.ts';
import { APP_GROUPS, BACKUP_GROUPS, loginsFor, notTaken, type FoundLogin } from './inventory/login.ts';
import { resolved } from './inventory/template.ts';
import { knownKeys } from './known-hosts.ts';

/** A setting that the provisioning files tell, and where it stands there. */
export interface Provided {
  value: string;
  origin: string;
}

export interface Provisioned {
  settings: Map<string, Provided>;
  /** What stands in the files and is not taken over, each a sentence. */
  leftOut: string[];
}

const PREFIXES = { production: 'PRODUCTION', staging: 'STAGING', backup: 'BACKUP' } as const;

/**
 * What a country's own provisioning files say of the deployment: logins, jump hosts, directory of the archives, retention, known
 * hosts.
 *
 * @param checkout folder with the country configuration, or with the inventories themselves
 * @throws UserError when it holds no inventory, or one that cannot be read: one sentence with file and line
 */
export function readProvisioning(checkout: string): Provisioned {
  const found = locateInventories(checkout);
  const inventories = new Map<Environment, Inventory>();
  for (const [name, file] of found) inventories.set(name, readInventory(file, checkout));
  const provisioned: Provisioned = { settings: new Map(), leftOut: [] };
  const logins = loginsFor(inventories);
  for (const [name, login] of logins.found) putLogin(provisioned, name, login, checkout);
  provisioned.leftOut.push(...logins.leftOut);
  putBackup(provisioned, inventories, logins.found);
  for (const file of new Set([...inventories.values()].flatMap((each) => each.encrypted())))
    provisioned.leftOut.push(`${file} is encrypted with ansible-vault: nothing in it was taken over.`);
  return provisioned;
}

/** The same as settings alone. */
export const provisionedSettings = (checkout: string): Record<string, string> =>
  Object.fromEntries([...readProvisioning(checkout).settings].map(([key, { value }]) => [key, value]));

function putLogin({ settings }: Provisioned, name: Environment, login: FoundLogin, checkout: string): void {
  const prefix = PREFIXES[name];
  settings.set(`${prefix}_SSH`, { value: formatTarget(login.target), origin: login.origin });
  if (login.jump !== null) settings.set(`${prefix}_SSH_JUMP`, login.jump);
  if (login.keyFile !== null) settings.set(`${prefix}_SSH_KEY_FILE`, login.keyFile);
  const knownHosts = resolve(checkout, 'infrastructure/known-hosts');
  if (!existsSync(knownHosts)) return;
  const hops = (login.jump?.value.split(',') ?? []).map(targetOf);
  const content = readFileSync(knownHosts, 'utf8');
  // It takes the place of the administrator's own file: only where it knows every hop.
  if ([login.target, ...hops].every(({ host, port }) => knownKeys(content, host, port ?? 22).length > 0))
    settings.set(`${prefix}_SSH_KNOWN_HOSTS`, { value: knownHosts, origin: 'infrastructure/known-hosts' });
}

/** Where the archives lie, how many stay, and which layout they have. */
function putBackup(
  provisioned: Provisioned,
  inventories: ReadonlyMap<Environment, Inventory>,
  logins: ReadonlyMap<Environment, FoundLogin>,
): void {
  const varsOf = (name: Environment, groups: readonly string[]) => {
    const inventory = inventories.get(name);
    const host = groups.flatMap((group) => inventory?.hostsIn(group) ?? [])[0];
    return inventory?.varsOf(host ?? '');
  };
  const take = (
    key: string,
    name: Environment,
    groups: readonly string[],
    variable: string,
    valid: (text: string) => boolean,
  ) => {
    const vars = varsOf(name, groups);
    const value = vars === undefined ? null : resolved(vars, variable);
    if (value === null || provisioned.settings.has(key)) return;
    if (value.ok && valid(value.text))
      provisioned.settings.set(key, { value: value.text, origin: value.origin });
    else provisioned.leftOut.push(notTaken(key, value));
  };
  const isPath = (text: string) => text.startsWith('/');
  take('BACKUP_DIR', 'production', APP_GROUPS, 'backup_server_remote_target_directory', isPath);
  take('BACKUP_DIR', 'staging', APP_GROUPS, 'backup_server_remote_source_directory', isPath);
  take('BACKUP_DIR', 'backup', BACKUP_GROUPS, 'backup_server_remote_target_directory', isPath);
  const isAmount = (text: string) => /^[1-9]\d*$/.test(text);
  for (const name of ['backup', 'production', 'staging'] as const)
    take('AMOUNT_OF_BACKUPS_TO_KEEP', name, BACKUP_GROUPS, 'amount_of_backups_to_keep', isAmount);
  if (logins.get('production')?.cluster !== true) return;
  const file = inventories.get('production')?.file ?? '';
  const origin = `${file}, group master`;
  provisioned.settings.set('BACKUP_LAYOUT', { value: 'kubernetes', origin });
  if (!provisioned.settings.has('BACKUP_DIR')) {
    const vars = varsOf('production', BACKUP_GROUPS);
    const home = vars === undefined ? null : resolved(vars, 'backup_server_user_home');
    // OpenCRVS names the folder after the environment.
    const value = `${home?.ok === true ? home.text : '/home/backup'}/${basename(file).replace(/\.\w+$/, '')}`;
    provisioned.settings.set('BACKUP_DIR', { value, origin });
  }
}
