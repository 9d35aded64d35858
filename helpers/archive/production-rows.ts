import { askDatabase } from '../deployment/database.ts';
import type { ProductionRows } from '../facts/archive.ts';
import type { Host } from '../ssh/host.ts';

/** A transaction that began before the dump may end after it: the last minute is left out. */
const SQL = `
SELECT coalesce(json_object_agg(t.table_schema || '.' || t.table_name, (xpath('/row/n/text()', query_to_xml(
    CASE WHEN c.column_name IS NULL THEN format('SELECT count(*) AS n FROM %I.%I', t.table_schema, t.table_name)
    ELSE format('SELECT count(*) AS n FROM %I.%I WHERE created_at <= %L::timestamptz - interval ''1 minute''',
      t.table_schema, t.table_name, :'until') END, false, true, '')))[1]::text::bigint), '{}')
  FROM information_schema.tables t
  LEFT JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name
    AND c.column_name = 'created_at' AND c.data_type = 'timestamp with time zone'
  JOIN pg_namespace s ON s.nspname = t.table_schema
  JOIN pg_class k ON k.relnamespace = s.oid AND k.relname = t.table_name AND k.relkind = 'r'
  WHERE t.table_schema NOT IN ('pg_catalog', 'information_schema');
`;

/**
 * Counts production's rows, by table, as far as they were there a minute before `until`, the newest row of a dump: so many
 * the dump must have at least. Of a table whose rows have no time all are counted.
 */
export async function countProductionRows(host: Host, until: string): Promise<ProductionRows> {
  const [line = '{}'] = await askDatabase(host, { sql: SQL, values: { until } });
  return { until, rows: JSON.parse(line) as Record<string, number> };
}
