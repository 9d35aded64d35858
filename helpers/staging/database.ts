import { askDatabase } from '../deployment/database.ts';
import type { Host } from '../ssh/host.ts';
import type { DatabaseFacts } from '../facts/staging.ts';

const SQL = `
SELECT coalesce(json_object_agg(table_schema || '.' || table_name, (xpath('/row/n/text()', query_to_xml(
    format('SELECT count(*) AS n FROM %I.%I', table_schema, table_name), false, true, '')))[1]::text::bigint), '{}')
  FROM information_schema.tables
  WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema');
SELECT to_regclass('app.events') IS NOT NULL AND to_regclass('app.event_actions') IS NOT NULL AS application \\gset
\\if :application
SELECT coalesce(string_agg(id::text, ','), '') AS own_events FROM app.events event
  WHERE id::text = ANY (string_to_array(:'own', ',')) OR to_jsonb(event)->>'transaction_id' = ANY (string_to_array(:'own', ','))
\\gset
SELECT coalesce(json_object_agg(event_type, n), '{}')
  FROM (SELECT event_type, count(*) AS n FROM app.events WHERE id::text <> ALL (string_to_array(:'own_events', ','))
    GROUP BY event_type) counted;
SELECT coalesce(to_json(to_char(max(created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), 'null')
  FROM app.event_actions WHERE action_type::text NOT IN ('READ', 'ASSIGN', 'UNASSIGN')
    AND event_id::text <> ALL (string_to_array(:'own_events', ','));
SELECT json_build_object('app.events', cardinality(string_to_array(:'own_events', ',')), 'app.event_actions',
  (SELECT count(*) FROM app.event_actions WHERE event_id::text = ANY (string_to_array(:'own_events', ','))));
\\endif
`;

/**
 * Counts the rows of every table of the database `events` on a host, read-only. Rejects with a FailureError: `missing` when
 * there is no such database or no PostgreSQL, `refused` when the user may not ask as root.
 *
 * @param own what the proof wrote there itself (event or transaction ids): it is left out of every number and time
 */
export async function readDatabase(host: Host, own: readonly string[] = []): Promise<DatabaseFacts> {
  return parseCounts(await askDatabase(host, { sql: SQL, values: { own: own.join(',') } }));
}

/** Reads what the script printed: one JSON value a line. */
function parseCounts(lines: readonly string[]): DatabaseFacts {
  const [rows = {}, eventsByType = {}, newestAction = null, own = {}] = lines.map(
    (line) => JSON.parse(line) as unknown,
  ) as [Record<string, number>?, Record<string, number>?, (string | null)?, Record<string, number>?];
  const others = Object.entries(rows).map(([name, count]) => [name, count - (own[name] ?? 0)] as const);
  return { rows: Object.fromEntries(others), eventsByType, newestAction };
}
