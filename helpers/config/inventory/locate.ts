import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../../base/exit-code.ts';
import { UserError } from '../../base/user-error.ts';

export const ENVIRONMENTS = ['production', 'staging', 'backup'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** What countries call the file of an environment, the usual name first. */
const NAMES: Record<Environment, readonly string[]> = {
  production: ['production', 'prod'],
  staging: ['staging', 'stage', 'stg'],
  backup: ['backup', 'backups'],
};

/** Where inventories lie, the newest layout first. */
const FOLDERS = [
  'infrastructure/server-setup/inventory',
  'server-setup/inventory',
  'inventory',
  'infrastructure/server-setup',
  '.',
];

/**
 * The inventory file of each environment that has one.
 *
 * @throws UserError when there is none
 */
export function locateInventories(checkout: string): Map<Environment, string> {
  for (const folder of FOLDERS) {
    // Beside the playbook lie playbooks too, and one of them is called backup or backups.
    const names = folder.endsWith('server-setup') ? (['production', 'staging'] as const) : ENVIRONMENTS;
    const files = filesIn(join(checkout, folder));
    const found = names.flatMap((name) => {
      const file = NAMES[name]
        .flatMap((stem) => ['.yml', '.yaml', '.ini', ''].map((ending) => `${stem}${ending}`))
        .find((candidate) => files.includes(candidate));
      return file === undefined ? [] : [[name, join(checkout, folder, file)] as const];
    });
    if (found.length > 0) return new Map(found);
  }
  const folder = join(checkout, FOLDERS[0] ?? '');
  const others = filesIn(folder).filter((name) => /\.(?:ya?ml|ini)$/.test(name));
  const instead =
    others.length === 0
      ? ''
      : ` It has ${others.join(', ')}: copy those of your environments under these names.`;
  throw new UserError(`${folder} holds no inventory of production, staging or backup.${instead}`, EXIT.usage);
}

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? [] : [entry.name],
      )
    : [];
