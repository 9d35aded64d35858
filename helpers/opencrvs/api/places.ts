import { query } from './procedure.ts';
import type { Session } from './session.ts';

/** A part of the country; `parentId` null: the highest level. */
export interface AdministrativeArea {
  id: string;
  name: string;
  parentId: string | null;
  validUntil?: string | null;
}

/** An office or a health facility. */
export interface Location {
  id: string;
  name: string;
  administrativeAreaId: string | null;
  locationType: string;
  validUntil?: string | null;
}

/** A user as the environment knows them; names and addresses stay behind. */
export interface User {
  id: string;
  role: string;
  primaryOfficeId: string;
  administrativeAreaId: string | null;
}

/** Every area of the country; 1.9 keeps them among the locations. */
export const administrativeAreas = (session: Session): Promise<AdministrativeArea[]> =>
  session.generation === '1.9'
    ? query(session, 'locations.list', { locationType: 'ADMIN_STRUCTURE' })
    : query(session, 'administrativeAreas.list');

/** The locations of one type, `HEALTH_FACILITY` or `CRVS_OFFICE`. */
export async function locationsOfType(session: Session, locationType: string): Promise<Location[]> {
  const rows = await query<(Location & { parentId?: string | null })[]>(session, 'locations.list', {
    locationType,
  });
  // What a location lies in is called its parent in 1.9.
  return rows.map(({ parentId, administrativeAreaId, ...rest }) => ({
    ...rest,
    administrativeAreaId: administrativeAreaId ?? parentId ?? null,
  }));
}

export const healthFacilities = (session: Session): Promise<Location[]> =>
  locationsOfType(session, 'HEALTH_FACILITY');

/** Reads a user; by default the session's own. */
export async function userGet(session: Session, userId = session.user.userId): Promise<User> {
  const user = await query<User>(session, 'user.get', userId);
  const { id, role, primaryOfficeId, administrativeAreaId } = user;
  return { id, role, primaryOfficeId, administrativeAreaId: administrativeAreaId ?? null };
}
