import { UserError } from '../../base/user-error.ts';
import { hostNames } from './host-names.ts';
import type { YamlFile } from './read-yaml.ts';

export type Variables = Readonly<Record<string, unknown>>;

export interface Group {
  name: string;
  vars: Variables;
  children: string[];
  /** Names of hosts, in the order of the file. */
  hosts: string[];
}

/** An inventory file as it is written: groups, and what each host has of its own. */
export interface Groups {
  groups: Map<string, Group>;
  hostVars: Map<string, Variables>;
}

export const noGroups = (): Groups => ({ groups: new Map(), hostVars: new Map() });

/** The group of that name, made where there is none yet. */
export function groupIn({ groups }: Groups, name: string): Group {
  const known = groups.get(name);
  if (known !== undefined) return known;
  const group: Group = { name, vars: {}, children: [], hosts: [] };
  groups.set(name, group);
  return group;
}

export function addHost(inventory: Groups, group: string, pattern: string, vars: Variables): void {
  const { names, port } = hostNames(pattern);
  for (const name of names) {
    groupIn(inventory, group).hosts.push(name);
    // A port in the name counts where the host is first named.
    const before = inventory.hostVars.get(name) ?? (port === null ? {} : { ansible_port: port });
    inventory.hostVars.set(name, { ...before, ...vars });
  }
}

/**
 * The groups of a YAML inventory: at the top level, and below `children` at any depth.
 *
 * @throws UserError with file and line where Ansible would refuse it
 */
export function groupsInYaml(yaml: YamlFile): Groups {
  const inventory = noGroups();
  if (yaml.data === null || yaml.data === undefined) return inventory;
  if (Array.isArray(yaml.data)) throw new UserError(`${yaml.at([])} is a playbook, not an inventory.`);
  if (typeof yaml.data !== 'object')
    throw new UserError(`${yaml.at([])} is no inventory: it must be a mapping.`);
  for (const [name, group] of Object.entries(mapping(yaml, [], yaml.data)))
    addGroup(inventory, yaml, [name], name, group);
  return inventory;
}

function addGroup(inventory: Groups, yaml: YamlFile, path: string[], name: string, data: unknown): void {
  const group = groupIn(inventory, name);
  const content = mapping(yaml, path, data);
  const part = (key: string) => Object.entries(mapping(yaml, [...path, key], content[key]));
  group.vars = { ...group.vars, ...Object.fromEntries(part('vars')) };
  for (const [host, vars] of part('hosts'))
    addHost(inventory, name, host, mapping(yaml, [...path, 'hosts', host], vars));
  for (const [child, inner] of part('children')) {
    group.children.push(child);
    addGroup(inventory, yaml, [...path, 'children', child], child, inner);
  }
}

/** Nothing, and a single name, are mappings for Ansible too. */
function mapping(yaml: YamlFile, path: string[], value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {};
  if (typeof value === 'string') return { [value]: null };
  if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new UserError(`${yaml.at(path)}: ${path.join(' › ') || 'the inventory'} must be a mapping.`);
}
