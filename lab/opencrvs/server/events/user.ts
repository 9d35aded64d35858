import type { Claims } from '../auth/token.ts';
import type { Queries } from '../database/pool.ts';
import { TrpcError } from '../trpc/trpc-error.ts';

/** Who calls: as the users table knows them now, with the scopes of their token. */
export interface User {
  id: string;
  role: string;
  officeId: string;
  /** The area of the office; null for an office of the whole country. */
  areaId: string | null;
  scopes: readonly string[];
}

/** The caller from the users table. After a restore a token may outlive its user: that is refused. */
export async function callerOf(queries: Queries, claims: Claims): Promise<User> {
  const [row] = await queries.query<{ role: string; office_id: string; area_id: string | null }>(
    `SELECT u.role, u.office_id, l.administrative_area_id AS area_id
       FROM app.users u JOIN app.locations l ON l.id = u.office_id WHERE u.id = $1`,
    [claims.sub],
  );
  if (row === undefined) throw new TrpcError('UNAUTHORIZED');
  return {
    id: claims.sub,
    role: row.role,
    officeId: row.office_id,
    areaId: row.area_id,
    scopes: claims.scope,
  };
}
