import { nameAt } from './sql-names.ts';

export interface ColumnDefinition {
  name: string;
  /** As pg_dump prints it, with what follows it in the line: `timestamp with time zone NOT NULL`. */
  type: string;
  generated: boolean;
}

export interface TableDefinition {
  columns: ColumnDefinition[];
  /** It only leads to its partitions and has no rows of its own. */
  partitioned: boolean;
}

/** Reads a `CREATE TABLE` as pg_dump prints it: a line for each column. */
export function tableDefinitionOf(sql: string): TableDefinition {
  const columns = sql.split('\n').flatMap((line) => {
    if (!line.startsWith('    ')) return [];
    const found = nameAt(line, 4);
    if (found === null || (found.name === 'CONSTRAINT' && line[4] !== '"')) return [];
    const type = line.slice(found.end + 1).replace(/,$/, '');
    return [{ name: found.name, type, generated: type.includes(' GENERATED ALWAYS AS (') }];
  });
  return { columns, partitioned: sql.includes('\n)\nPARTITION BY ') };
}
