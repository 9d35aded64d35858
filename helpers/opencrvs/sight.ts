import { administrativeAreas, healthFacilities, userGet } from './api/places.ts';
import type { Session } from './api/session.ts';
import { reachOf, reaches } from './declaration/jurisdiction.ts';

/**
 * Whether what happens at a facility or in an area is within the session user's jurisdiction. Outside it, records answer as if they did not
 * exist. Null: this environment does not know the place, so it cannot be told.
 */
export async function hasInSight(session: Session, placeId: unknown): Promise<boolean | null> {
  const reach = reachOf(session.user.scopes);
  if (reach === 'all') return true;
  const [areas, facilities, user] = await Promise.all([
    administrativeAreas(session),
    healthFacilities(session),
    userGet(session),
  ]);
  const area = areas.find(({ id }) => id === placeId);
  const place =
    facilities.find(({ id }) => id === placeId) ??
    (area === undefined ? undefined : { id: area.id, administrativeAreaId: area.id });
  return place === undefined ? null : reaches(reach, user, place, { areas });
}
