/**
 * What is asked of a restored database: counts alone, each a JSON object on a line of its own. Tables that a version of OpenCRVS
 * does not have give none. `\gset` and `\if` are psql's.
 */
export const proofSql = (expected: { eventId: string } | null): string => `
SELECT json_build_object('rows', coalesce(json_object_agg(table_schema || '.' || table_name, (xpath('/row/n/text()', query_to_xml(
    format('SELECT count(*) AS n FROM %I.%I', table_schema, table_name), false, true, '')))[1]::text::bigint), '{}'),
    'databaseBytes', pg_database_size(current_database()))
  FROM information_schema.tables
  WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema');
SELECT to_regclass('app.events') IS NOT NULL AND to_regclass('app.event_actions') IS NOT NULL AS has_events,
  to_regclass('app.users') IS NOT NULL AS has_users,
  to_regclass('app.user_credentials') IS NOT NULL AS has_credentials,
  to_regclass('app.system_clients') IS NOT NULL AS has_clients \\gset
\\if :has_events
SELECT json_build_object('newestAction',
    to_char(max(created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  FROM app.event_actions WHERE action_type::text NOT IN ('READ', 'ASSIGN', 'UNASSIGN');
SELECT json_build_object('events', json_build_object(
  'total', (SELECT count(*) FROM app.events),
  'withoutActions', (SELECT count(*) FROM app.events e
    WHERE NOT EXISTS (SELECT FROM app.event_actions a WHERE a.event_id = e.id)),
  'outOfOrder', (SELECT count(*) FROM (SELECT
      min(created_at) AS first,
      min(created_at) FILTER (WHERE action_type::text = 'CREATE') AS made,
      min(created_at) FILTER (WHERE action_type::text = 'DECLARE') AS declared,
      min(created_at) FILTER (WHERE action_type::text = 'REGISTER' AND status::text = 'Accepted') AS registered
    FROM app.event_actions GROUP BY event_id) times WHERE made > first OR registered < declared),
  'orphanedActions', (SELECT count(*) FROM app.event_actions a
    WHERE NOT EXISTS (SELECT FROM app.events e WHERE e.id = a.event_id)),
  'danglingActions', (SELECT count(*) FROM app.event_actions a WHERE a.original_action_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM app.event_actions o WHERE o.id = a.original_action_id))));
SELECT json_build_object('duplicates', json_build_object(
  'trackingIds', (SELECT count(*) FROM (SELECT FROM app.events GROUP BY tracking_id HAVING count(*) > 1) twice),
  'registrationNumbers', (SELECT count(*) FROM (SELECT FROM app.event_actions
    WHERE registration_number IS NOT NULL AND status::text = 'Accepted'
    GROUP BY registration_number HAVING count(DISTINCT event_id) > 1) twice)));
${expected === null ? '' : testRecordSql(expected.eventId)}
\\endif
\\if :has_users
SELECT json_build_object('users', json_build_object('total', count(*), 'withRole', count(*) FILTER (WHERE role::text <> '')))
  FROM app.users;
\\if :has_credentials
SELECT json_build_object('credentials', count(*)) FROM app.users u
  WHERE EXISTS (SELECT FROM app.user_credentials c WHERE c.user_id = u.id);
\\endif
\\endif
\\if :has_clients
SELECT json_build_object('clients', json_build_object('total', count(*),
    'withScopes', count(*) FILTER (WHERE scopes::text NOT IN ('', '[]', '{}', 'null'))))
  FROM app.system_clients;
\\endif
`;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function testRecordSql(eventId: string): string {
  if (!UUID.test(eventId)) throw new Error('the id of an event is a UUID');
  return `
SELECT json_build_object('testRecord', json_build_object(
  'found', EXISTS (SELECT FROM app.events WHERE id = '${eventId}'),
  'actions', (SELECT count(*) FROM app.event_actions WHERE event_id = '${eventId}'),
  'registrationNumber', (SELECT max(registration_number) FROM app.event_actions
    WHERE event_id = '${eventId}' AND action_type::text = 'REGISTER' AND status::text = 'Accepted')));`;
}

/** Every object key that records, drafts and users refer to, one a line. */
export const REFERENCES_SQL = `
COPY (SELECT DISTINCT path FROM (
  SELECT jsonb_path_query(coalesce(declaration, '{}') || coalesce(annotation, '{}'), 'strict $.**.path') #>> '{}' AS path
    FROM app.event_actions
  UNION ALL SELECT jsonb_path_query(coalesce(declaration, '{}') || coalesce(annotation, '{}'), 'strict $.**.path') #>> '{}'
    FROM app.event_action_drafts
  UNION ALL SELECT created_by_signature FROM app.event_actions
  UNION ALL SELECT created_by_signature FROM app.event_action_drafts
  UNION ALL SELECT signature_path FROM app.users
  UNION ALL SELECT profile_image_path FROM app.users) paths
  WHERE path <> '') TO STDOUT;
`;
