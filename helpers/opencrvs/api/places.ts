import { z } from 'zod';
import { query } from './procedure.ts';
import type { Session } from './session.ts';
import { name } from './shape.ts';

/** Places that a country has at most: more are no country. */
const AT_MOST = 500_000;

const AREA = z.object({ id: name, name: z.string(), parentId: name.nullable(), validUntil: name.nullish() });

/** A part of the country; `parentId` null: the highest level. */
export type AdministrativeArea = z.infer<typeof AREA>;

/** An office or a health facility. */
export interface Location {
  id: string;
  name: string;
  administrativeAreaId: string | null;
  locationType: string;
  validUntil?: string | null | undefined;
}

/** What a location lies in is called its parent in 1.9. */
const LOCATION = z.object({
  id: name,
  name: z.string(),
  parentId: name.nullish(),
  administrativeAreaId: name.nullish(),
  locationType: name.nullish(),
  validUntil: name.nullish(),
});

const USER = z.object({
  id: name,
  role: name,
  primaryOfficeId: name,
  administrativeAreaId: name.nullish().transform((id) => id ?? null),
});

/** A user as the environment knows them; names and addresses stay behind. */
export type User = z.infer<typeof USER>;

/** Every area of the country; 1.9 keeps them among the locations. */
export const administrativeAreas = (session: Session): Promise<AdministrativeArea[]> =>
  session.generation === '1.9'
    ? query(session, 'locations.list', z.array(AREA).max(AT_MOST), { locationType: 'ADMIN_STRUCTURE' })
    : query(session, 'administrativeAreas.list', z.array(AREA).max(AT_MOST));

/** The locations of one type, `HEALTH_FACILITY` or `CRVS_OFFICE`. */
export async function locationsOfType(session: Session, locationType: string): Promise<Location[]> {
  const rows = await query(session, 'locations.list', z.array(LOCATION).max(AT_MOST), { locationType });
  return rows.map(({ parentId, administrativeAreaId, locationType: type, ...rest }) => ({
    ...rest,
    locationType: type ?? locationType,
    administrativeAreaId: administrativeAreaId ?? parentId ?? null,
  }));
}

export const healthFacilities = (session: Session): Promise<Location[]> =>
  locationsOfType(session, 'HEALTH_FACILITY');

/** Reads a user; by default the session's own. */
export const userGet = (session: Session, userId = session.user.userId): Promise<User> =>
  query(session, 'user.get', USER, userId);
