import type { DumpGap } from '../../facts/archive.ts';
import type { DumpEntry } from './dump-contents.ts';
import { qualifiedNameAt } from './sql-names.ts';
import { ACTIONS, EVENTS } from '../../layout/tables.ts';
import type { TableDefinition } from './table-definition.ts';

const LISTED = 50;
/** Kinds whose definition uses other things of the dump by name. */
const USERS = new Set(['TABLE', 'DEFAULT', 'FK CONSTRAINT', 'TRIGGER', 'SEQUENCE OWNED BY', 'TABLE ATTACH']);
/** Kinds that make nothing with a name of its own. */
const NAMELESS = new Set(['TABLE DATA', 'SEQUENCE SET', 'ACL', 'COMMENT', 'DEFAULT', 'SEQUENCE OWNED BY']);

/**
 * What a dump lacks to be brought back into an empty database, by what it holds and however pg_dump was called: rows
 * without their table, tables without their rows, a table without its key, and names that its definitions use and that
 * nothing in it makes.
 */
export function gapsOf(
  entries: readonly DumpEntry[],
  definitions: ReadonlyMap<string, TableDefinition>,
): DumpGap[] {
  const named = (...kinds: string[]): Set<string> =>
    new Set(entries.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name));
  const tables = named('TABLE');
  const filled = named('TABLE DATA');
  const gaps: DumpGap[] = [
    {
      what: 'definition',
      names: [...filled].filter((name) => !tables.has(name) && !named('FOREIGN TABLE').has(name)),
    },
    {
      what: 'rows',
      names: [...tables].filter((name) => !filled.has(name) && definitions.get(name)?.partitioned !== true),
    },
    { what: 'position', names: [...named('SEQUENCE')].filter((name) => !named('SEQUENCE SET').has(name)) },
    { what: 'key', names: [EVENTS, ACTIONS].filter((name) => tables.has(name) && !hasKey(entries, name)) },
    { what: 'name', names: unmade(entries) },
  ];
  return gaps
    .filter(({ names }) => names.length > 0)
    .map(({ what, names }) => ({ what, names: [...new Set(names)].slice(0, LISTED) }));
}

const hasKey = (entries: readonly DumpEntry[], table: string): boolean =>
  entries.some(
    ({ kind, definition }) =>
      kind === 'CONSTRAINT' && definition.includes(' PRIMARY KEY (') && isOn(definition, table),
  );

/** Of `ALTER TABLE ONLY app.events\n ADD CONSTRAINT …`. */
function isOn(definition: string, table: string): boolean {
  const found = qualifiedNameAt(definition, definition.indexOf('ONLY ') + 'ONLY '.length);
  return found !== null && `${found.schema}.${found.name}` === table;
}

/** Names in schemas of the dump's own that definitions use and that it does not make. */
function unmade(entries: readonly DumpEntry[]): string[] {
  const makers = entries.filter(({ kind }) => !NAMELESS.has(kind));
  const made = new Set(makers.map(({ schema, tag }) => `${schema}.${tag.split('(')[0]}`));
  const schemas = new Set(makers.filter(({ kind }) => kind === 'SCHEMA').map(({ tag }) => tag));
  const used = new Set(makers.map(({ schema }) => schema).filter((schema) => schema !== ''));
  const missing = new Set<string>();
  // `public` is in every database.
  for (const schema of used) if (!schemas.has(schema) && schema !== 'public') missing.add(schema);
  for (const { kind, definition } of entries) {
    if (!USERS.has(kind)) continue;
    for (const name of namesIn(definition, used)) if (!made.has(name)) missing.add(name);
  }
  return [...missing];
}

/** Names such as `app.status` in SQL, outside of its strings, but with those that a string casts to one. */
function namesIn(sql: string, schemas: ReadonlySet<string>): string[] {
  const code = sql.replace(/'([^']*)'(::regclass)?/g, (_, text: string, cast?: string) =>
    cast === undefined ? '' : text,
  );
  const names: string[] = [];
  for (const schema of schemas) {
    for (const start of [`${schema}.`, `"${schema}".`]) {
      for (let at = code.indexOf(start); at >= 0; at = code.indexOf(start, at + 1)) {
        if (/[\w".]/.test(code.charAt(at - 1))) continue;
        const found = qualifiedNameAt(code, at);
        if (found !== null) names.push(`${found.schema}.${found.name}`);
      }
    }
  }
  return names;
}
