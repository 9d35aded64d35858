import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { EXIT } from '../base/exit-code.ts';
import { UserError } from '../base/user-error.ts';

/** An Ansible inventory as far as OpenCRVS's deployments use it. */
interface Inventory {
  all?: { vars?: Record<string, unknown> };
  [group: string]:
    { hosts?: Record<string, { ansible_host?: string } | null>; vars?: Record<string, unknown> } | undefined;
}

const FOLDER = 'infrastructure/server-setup/inventory';

/**
 * What a country's own provisioning files say of the deployment, as settings: hosts, jump host, directory of the archives,
 * retention, known hosts. What is not in them is left out.
 *
 * @param checkout folder with the country configuration
 * @throws UserError when it holds no inventory
 */
export function provisionedSettings(checkout: string): Record<string, string> {
  const inventory = (name: string): Inventory | null => {
    const file = join(checkout, FOLDER, `${name}.yml`);
    return existsSync(file) ? (parse(readFileSync(file, 'utf8')) as Inventory) : null;
  };
  const [production, staging, backup, jump] = ['production', 'staging', 'backup', 'jump'].map(inventory);
  if (!production && !staging && !backup)
    throw new UserError(
      `${join(checkout, FOLDER)} holds no inventory of production, staging or backup.`,
      EXIT.usage,
    );
  const knownHosts = resolve(checkout, 'infrastructure/known-hosts');
  const jumpHost = addressIn(jump, 'jump-host');
  const settings: Record<string, string | undefined> = {
    PRODUCTION_SSH: loginOn(production, 'docker-manager-first'),
    STAGING_SSH: loginOn(staging, 'docker-manager-first'),
    BACKUP_SSH: loginOn(backup, 'backups-host') ?? loginOn(production, 'backups'),
    BACKUP_DIR: text(production?.all?.vars?.['backup_server_remote_target_directory']),
    AMOUNT_OF_BACKUPS_TO_KEEP: text(backup?.all?.vars?.['amount_of_backups_to_keep']),
  };
  for (const prefix of ['PRODUCTION', 'STAGING', 'BACKUP']) {
    if (settings[`${prefix}_SSH`] === undefined) continue;
    const user = settings[`${prefix}_SSH`]?.split('@')[0];
    if (jumpHost !== null) settings[`${prefix}_SSH_JUMP`] = `${user}@${jumpHost}`;
    if (isFilled(knownHosts)) settings[`${prefix}_SSH_KNOWN_HOSTS`] = knownHosts;
  }
  return Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function loginOn(inventory: Inventory | null | undefined, group: string): string | undefined {
  const address = addressIn(inventory, group);
  return address === null ? undefined : `${sudoerOf(inventory) ?? 'verifier'}@${address}`;
}

function addressIn(inventory: Inventory | null | undefined, group: string): string | null {
  const [first] = Object.entries(inventory?.[group]?.hosts ?? {});
  return first === undefined ? null : (first[1]?.ansible_host ?? first[0]);
}

/** The first person who may use sudo; whoever runs init is asked whether to be somebody else. */
function sudoerOf(inventory: Inventory | null | undefined): string | null {
  const users = (inventory?.all?.vars?.['users'] ?? []) as {
    name?: string;
    state?: string;
    sudoer?: boolean;
  }[];
  return users.find(({ state, sudoer }) => state !== 'absent' && sudoer === true)?.name ?? null;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

const isFilled = (file: string): boolean => existsSync(file) && readFileSync(file, 'utf8').trim() !== '';
