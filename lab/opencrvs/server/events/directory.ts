import type { Claims } from '../auth/token.ts';
import { WORKQUEUES } from '../../farajaland/workqueues.ts';
import type { Queries } from '../database/pool.ts';
import { TrpcError } from '../trpc/trpc-error.ts';

interface UserRow extends Record<string, unknown> {
  id: string;
  firstname: string;
  surname: string;
  role: string;
  signature_path: string | null;
  office_id: string;
  area_id: string | null;
  mobile: string | null;
  email: string | null;
  status: string;
}

/** Users by id in the form of `user.get`; unknown ids are left out. */
export async function users(queries: Queries, ids: readonly string[]) {
  const rows = await queries.query<UserRow>(
    `SELECT u.*, l.administrative_area_id AS area_id FROM app.users u
       JOIN app.locations l ON l.id = u.office_id WHERE u.id = ANY($1::uuid[])`,
    [ids],
  );
  return rows.map((row) => ({
    id: row.id,
    name: { firstname: row.firstname, surname: row.surname },
    role: row.role,
    avatar: undefined,
    signature: row.signature_path ?? undefined,
    primaryOfficeId: row.office_id,
    administrativeAreaId: row.area_id,
    device: undefined,
    fullHonorificName: undefined,
    type: 'user',
    mobile: row.mobile,
    email: row.email,
    status: row.status,
    data: undefined,
  }));
}

export async function userById(queries: Queries, id: string) {
  const [user] = await users(queries, [id]);
  if (user === undefined) throw new TrpcError('NOT_FOUND');
  return user;
}

/** Offices and health facilities, all or of one kind. */
export const locations = (queries: Queries, locationType: string | null) =>
  queries.query(
    `SELECT id, name, external_id AS "externalId", administrative_area_id AS "administrativeAreaId",
            valid_until AS "validUntil", location_type AS "locationType"
       FROM app.locations WHERE $1::text IS NULL OR location_type = $1 ORDER BY created_at, name`,
    [locationType],
  );

export async function locationById(queries: Queries, id: string) {
  const location = (await locations(queries, null)).find((candidate) => candidate.id === id);
  if (location === undefined) throw new TrpcError('NOT_FOUND');
  return location;
}

export const administrativeAreas = (queries: Queries) =>
  queries.query(
    `SELECT id, name, external_id AS "externalId", parent_id AS "parentId", valid_until AS "validUntil"
       FROM app.administrative_areas ORDER BY created_at, name`,
  );

/** The workqueues that the caller's role sees, with their queries ready to be asked. */
export function workqueues(claims: Claims) {
  const scope = claims.scope.find((candidate) => candidate.startsWith('type=workqueue&'));
  const slugs = new URLSearchParams(scope ?? '').get('ids')?.split(',') ?? [];
  return WORKQUEUES.filter(({ slug }) => slugs.includes(slug)).map(({ slug, name, action, query }) => ({
    slug,
    name: { id: `workqueues.${slug}.title`, defaultMessage: name, description: name },
    action,
    query: {
      type: 'and',
      clauses: [JSON.parse(JSON.stringify(query).replace('{me}', claims.sub)) as Record<string, unknown>],
    },
  }));
}
