import { shellWords } from '../../base/shell-words.ts';
import { UserError } from '../../base/user-error.ts';
import { addHost, groupIn, noGroups, type Groups } from './groups.ts';

/**
 * The groups of an inventory in Ansible's INI form: `[group]` with a host and its variables on each line, `[group:vars]`,
 * `[group:children]`.
 *
 * @throws UserError with file and line where Ansible would refuse it
 */
export function groupsInIni(file: string, text: string): Groups {
  const inventory = noGroups();
  let section = 'ungrouped';
  let kind = 'hosts';
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || /^[#;]/.test(line)) continue;
    const [, group, of = 'hosts'] = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:[#;].*)?$/.exec(line) ?? [];
    if (group !== undefined) {
      if (!['hosts', 'vars', 'children'].includes(of))
        throw new UserError(`${file}:${index + 1}: [${group}:${of}] is no section of an inventory.`);
      [section, kind] = [group, of];
      groupIn(inventory, section);
    } else if (kind === 'children') groupIn(inventory, section).children.push(line.split(/[\s#;]/)[0] ?? '');
    else if (kind === 'vars') {
      const [name, value] = assignment(line);
      if (value === null) throw new UserError(`${file}:${index + 1} is no assignment of a variable.`);
      const known = groupIn(inventory, section);
      known.vars = { ...known.vars, [name]: literal(value) };
    } else {
      const [host = '', ...words] = shellWords(line.replace(/\s;.*$/, ''));
      addHost(
        inventory,
        section,
        host,
        Object.fromEntries(words.map(assignment).map(([name, value]) => [name, literal(value ?? '')])),
      );
    }
  }
  return inventory;
}

function assignment(text: string): [name: string, value: string | null] {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), null] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** As Python would read it, where that matters to us: numbers, truth, and quotes taken away. */
function literal(value: string): unknown {
  if (/^-?(?:0|[1-9]\d*)$/.test(value)) return Number(value);
  if (value === 'True' || value === 'False') return value === 'True';
  return /^(['"])(.*)\1$/.exec(value)?.[2] ?? value;
}
