import { TroubleError } from '../../outcome.ts';
import type { AdministrativeArea, Location, User } from '../api/places.ts';
import type { Claims, Scope } from '../api/token.ts';

/** Where a test birth happens and where its mother lives. */
export interface BirthPlace {
  facilityId: string;
  /** An area without areas below it, as addresses need. */
  residenceId: string;
}

/** The country as far as choosing a place needs it. */
export interface Country {
  areas: readonly AdministrativeArea[];
  facilities: readonly Location[];
}

/** The scopes that registering a birth and seeing it again take. */
export const NEEDED_SCOPES = [
  'record.create',
  'record.declare',
  'record.register',
  'record.read',
  'record.search',
];

/** The needed scopes that a user lacks. Whoever may register may also declare. */
export function missingScopes({ scopes }: Pick<Claims, 'scopes'>): string[] {
  const types = new Set(scopes.map(({ type }) => type));
  if (types.has('record.register')) types.add('record.declare');
  return NEEDED_SCOPES.filter((type) => !types.has(type));
}

/**
 * Chooses a place inside the jurisdiction of the user, whose scopes reach the whole country, their own area, or only their own
 * office. Rejects with a TroubleError `refused` that says what the user lacks.
 */
export function birthPlaceFor(claims: Pick<Claims, 'scopes'>, user: User, country: Country): BirthPlace {
  const reach = reachOf(claims.scopes);
  const facility = country.facilities.find(
    (candidate) => isOpen(candidate) && reaches(reach, user, candidate, country),
  );
  if (facility === undefined)
    throw new TroubleError(
      'refused',
      `there is no health facility in the jurisdiction of the user (${user.role}, ${reach}); use a registrar of a district`,
    );
  const residence = leafUnder(facility.administrativeAreaId ?? user.administrativeAreaId, country.areas);
  if (residence === null)
    throw new TroubleError('refused', "there is no administrative area in the user's jurisdiction");
  return { facilityId: facility.id, residenceId: residence };
}

/** How far a user sees: the narrowest of the needed scopes counts. */
export type Reach = 'all' | 'administrativeArea' | 'location';

export function reachOf(scopes: readonly Scope[]): Reach {
  const places = scopes
    .filter(({ type }) => NEEDED_SCOPES.includes(type))
    .flatMap(({ options }) => [
      options.placeOfEvent,
      options.declaredIn,
      options.registeredIn,
      options.access,
    ])
    .flatMap((values) => values ?? []);
  if (places.includes('location')) return 'location';
  return places.includes('administrativeArea') ? 'administrativeArea' : 'all';
}

/** Whether a user sees what happens at a facility. */
export function reaches(
  reach: Reach,
  user: Pick<User, 'primaryOfficeId' | 'administrativeAreaId'>,
  facility: Pick<Location, 'id' | 'administrativeAreaId'>,
  { areas }: Pick<Country, 'areas'>,
): boolean {
  if (reach === 'all') return true;
  if (reach === 'location') return facility.id === user.primaryOfficeId;
  // A user without an area belongs to the whole country.
  return (
    user.administrativeAreaId === null ||
    ancestorsOf(facility.administrativeAreaId, areas).includes(user.administrativeAreaId)
  );
}

function ancestorsOf(areaId: string | null, areas: readonly AdministrativeArea[]): string[] {
  const chain: string[] = [];
  for (let id = areaId; id !== null && !chain.includes(id); id = parentOf(id, areas)) chain.push(id);
  return chain;
}

const parentOf = (id: string, areas: readonly AdministrativeArea[]): string | null =>
  areas.find((area) => area.id === id)?.parentId ?? null;

function leafUnder(areaId: string | null, areas: readonly AdministrativeArea[]): string | null {
  let leaf = areas.find(({ id }) => id === areaId) ?? areas.find(({ parentId }) => parentId === null);
  for (let child = leaf; child !== undefined;) {
    leaf = child;
    child = areas.find((area) => area.parentId === leaf?.id && isOpen(area));
  }
  return leaf?.id ?? null;
}

const isOpen = ({ validUntil }: { validUntil?: string | null }): boolean =>
  validUntil === null || validUntil === undefined;
