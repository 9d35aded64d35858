import type { AdministrativeArea, Location, User } from '../api/places.ts';
import type { Claims, Scope } from '../api/token.ts';
import type { OwnPlaces } from './own-places.ts';

/** The country as far as choosing a place needs it. */
export interface Country {
  areas: readonly AdministrativeArea[];
  /** Offices, health facilities and whatever else the country has. */
  locations: readonly Location[];
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
 * The places that a user may name in a declaration: one open location of each type within reach, and the areas from the top of
 * the country down to one without areas below it, where the first of these locations lies, or else the user's office.
 */
export function ownPlacesOf(claims: Pick<Claims, 'scopes'>, user: User, country: Country): OwnPlaces {
  const reach = reachOf(claims.scopes);
  const near = country.locations.filter((one) => isOpen(one) && reaches(reach, user, one, country));
  // The user's own office before any other, then what lies in the user's own area.
  const rank = (one: Location): number =>
    one.id === user.primaryOfficeId ? 0 : reaches('administrativeArea', user, one, country) ? 1 : 2;
  near.sort((one, other) => rank(one) - rank(other));
  const locations: Record<string, Location> = {};
  for (const location of near) locations[location.locationType] ??= location;
  const facility = locations['HEALTH_FACILITY'];
  const open = country.areas.filter(isOpen);
  const leaf = leafUnder(facility?.administrativeAreaId ?? user.administrativeAreaId, open);
  const parents = new Set(open.map(({ parentId }) => parentId));
  return {
    areas: ancestorsOf(leaf, country.areas).reverse(),
    locations: Object.fromEntries(Object.entries(locations).map(([type, { id }]) => [type, id])),
    leafAreaIds: open.map(({ id }) => id).filter((id) => !parents.has(id)),
    names: Object.fromEntries([...country.areas, ...country.locations].map(({ id, name }) => [id, name])),
  };
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

/** Levels that a country has at most: areas that lie in one another in a circle would have no end. */
const LEVELS_AT_MOST = 20;

function ancestorsOf(areaId: string | null, areas: readonly AdministrativeArea[]): string[] {
  const chain: string[] = [];
  for (let id = areaId; id !== null && chain.length < LEVELS_AT_MOST; id = parentOf(id, areas))
    chain.push(id);
  return chain;
}

const parentOf = (id: string, areas: readonly AdministrativeArea[]): string | null =>
  areas.find((area) => area.id === id)?.parentId ?? null;

function leafUnder(areaId: string | null, areas: readonly AdministrativeArea[]): string | null {
  let leaf = areas.find(({ id }) => id === areaId) ?? areas.find(({ parentId }) => parentId === null);
  for (let child = leaf, level = 0; child !== undefined && level < LEVELS_AT_MOST; level++) {
    leaf = child;
    child = areas.find((area) => area.parentId === leaf?.id);
  }
  return leaf?.id ?? null;
}

const isOpen = ({ validUntil }: { validUntil?: string | null | undefined }): boolean =>
  validUntil === null || validUntil === undefined;
