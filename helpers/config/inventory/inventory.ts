import { dirname, relative } from 'node:path';
import { groupsInIni } from './groups-in-ini.ts';
import { groupsInYaml, type Group, type Groups } from './groups.ts';
import { textOf, varsFilesFor, type VarsFile } from './group-vars.ts';
import { readYaml } from './read-yaml.ts';

/** The value of a variable and where it comes from, as a person finds it. */
export interface Sourced {
  value: unknown;
  origin: string;
}

export type HostVars = ReadonlyMap<string, Sourced>;

/** An inventory as Ansible would use it. */
export interface Inventory {
  file: string;
  /** Hosts of a group and of those below it, in the order of the file. */
  hostsIn(group: string): string[];
  /** What holds for a host, the nearest value of each variable. */
  varsOf(host: string): HostVars;
  /** Files that are encrypted as a whole: what stands in them is not known. */
  encrypted(): string[];
}

/**
 * Reads an inventory file, YAML or INI, with the `group_vars` and `host_vars` beside it and beside the playbook above it. Nothing is
 * run: an inventory that is a program, and what needs a plugin, is not for us.
 *
 * @param root folder against which origins are named
 * @throws UserError one sentence with file and line
 */
export function readInventory(file: string, root: string): Inventory {
  const text = textOf(file);
  const written = file.endsWith('.ini') ? groupsInIni(file, text) : groupsInYaml(readYaml(file, text));
  const tree = new Tree(written);
  // Ansible looks beside the inventory and beside the playbook, which OpenCRVS has one folder above; the latter goes before.
  const folders = [...new Set([dirname(file), dirname(dirname(file))])];
  const encrypted = new Set<string>();
  const named = (path: string): string => relative(root, path) || path;
  const besides = (kind: 'group_vars' | 'host_vars', name: string): Layer[] =>
    folders
      .flatMap((folder) => varsFilesFor(folder, kind, name))
      .map(({ file: path, vars, vault }: VarsFile) => {
        if (vault) encrypted.add(named(path));
        return { vars, origin: named(path) };
      });
  const inFile = (name: string, { vars }: Pick<Group, 'vars'>): Layer => ({
    vars,
    origin: `${named(file)}, ${name}`,
  });
  return {
    file: named(file),
    hostsIn: (group) => tree.hostsIn(group),
    varsOf: (host) => {
      const groups = tree.groupsOf(host);
      return merged([
        ...groups.map((group) => inFile(group.name, group)),
        ...groups.flatMap(({ name }) => besides('group_vars', name)),
        inFile(host, { vars: written.hostVars.get(host) ?? {} }),
        ...besides('host_vars', host),
      ]);
    },
    encrypted: () => [...encrypted],
  };
}

interface Layer {
  vars: Readonly<Record<string, unknown>>;
  origin: string;
}

/** The later ones go before. */
function merged(layers: readonly Layer[]): HostVars {
  const vars = new Map<string, Sourced>();
  for (const { vars: own, origin } of layers)
    for (const [name, value] of Object.entries(own)) vars.set(name, { value, origin: `${origin} › ${name}` });
  return vars;
}

/** Who is in which group, through groups of groups. */
class Tree {
  constructor(private readonly written: Groups) {}

  hostsIn(group: string): string[] {
    if (group === 'all') return [...this.written.hostVars.keys()];
    const inside = [group, ...this.below(group)];
    return [...new Set(inside.flatMap((name) => this.written.groups.get(name)?.hosts ?? []))];
  }

  /** The groups that a host is in, the farthest first, in the order in which Ansible lets them go before each other. */
  groupsOf(host: string): Group[] {
    const all = this.written.groups.get('all') ?? { name: 'all', vars: {}, children: [], hosts: [] };
    const others = [...this.written.groups.values()]
      .filter(({ name }) => name !== 'all' && this.hostsIn(name).includes(host))
      .map((group) => ({
        group,
        depth: this.depth(group.name),
        priority: Number(group.vars['ansible_group_priority'] ?? 1),
      }))
      .sort((a, b) => a.depth - b.depth || a.priority - b.priority || (a.group.name < b.group.name ? -1 : 1));
    return [all, ...others.map(({ group }) => group)];
  }

  private below(group: string, seen = new Set<string>()): string[] {
    for (const child of this.written.groups.get(group)?.children ?? []) {
      if (seen.has(child)) continue;
      seen.add(child);
      this.below(child, seen);
    }
    return [...seen];
  }

  /** How many groups stand above it, `all` included; a circle ends the count. */
  private depth(name: string, seen: readonly string[] = []): number {
    const parents = [...this.written.groups.values()].filter(
      (group) => group.name !== 'all' && group.children.includes(name) && !seen.includes(group.name),
    );
    return 1 + Math.max(0, ...parents.map((parent) => this.depth(parent.name, [...seen, name])));
  }
}
