import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../base/user-error.ts';
import type { Variables } from './groups.ts';
import { readYaml, VAULT } from './read-yaml.ts';

/** Variables of a file beside the inventory or the playbook. */
export interface VarsFile {
  file: string;
  vars: Variables;
  /** Whether the whole file is encrypted. */
  vault: boolean;
}

/** `group_vars/<name>` or `host_vars/<name>` below a folder: a file with any of Ansible's endings, or a folder of them. */
export function varsFilesFor(folder: string, kind: 'group_vars' | 'host_vars', name: string): VarsFile[] {
  if (/[/\\\0]/.test(name)) return [];
  return ['', '.yml', '.yaml', '.json']
    .flatMap((ending) => filesAt(join(folder, kind, `${name}${ending}`)))
    .map(read);
}

function filesAt(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => /^[^.~].*(?:\.ya?ml|\.json)$|^[^.]+$/.test(name))
    .sort()
    .flatMap((name) => filesAt(join(path, name)));
}

function read(file: string): VarsFile {
  const yaml = readYaml(file, textOf(file));
  if (yaml.data === VAULT) return { file, vars: {}, vault: true };
  if (yaml.data === null || yaml.data === undefined) return { file, vars: {}, vault: false };
  if (typeof yaml.data !== 'object' || Array.isArray(yaml.data))
    throw new UserError(`${yaml.at([])} must be a mapping of variables.`);
  return { file, vars: yaml.data as Variables, vault: false };
}

/** @throws UserError when it cannot be read */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`${file} cannot be read (${code ?? 'error'}).`, undefined, { cause: error });
  }
}
