import { administrativeAreas, healthFacilities, userGet } from './api/places.ts';
import type { Session } from './api/session.ts';
import { reachOf, reaches } from './declaration/jurisdiction.ts';

/**
 * Whether what happens at a facility is within the session user's jurisdiction. Outside it, records answer as if they did not
 * exist. Null: this environment does not know the facility, so it cannot be told.
 */
export async function hasInSight(session: Session, facilityId: unknown): Promise<boolean | null> {
  const reach = reachOf(session.user.scopes);
  if (reach === 'all') return true;
  const [areas, facilities, user] = await Promise.all([
    administrativeAreas(session),
    healthFacilities(session),
    userGet(session),
  ]);
  const facility = facilities.find(({ id }) => id === facilityId);
  return facility === undefined ? null : reaches(reach, user, facility, { areas });
}
