import { TrpcError } from '../trpc/trpc-error.ts';
import type { Places } from './places-cache.ts';
import type { User } from './user.ts';

type Reach = 'all' | 'administrativeArea' | 'location';

/** The widest reach with which the caller holds one of the scopes; FORBIDDEN when they hold none. */
export function reachOf(user: User, ...types: string[]): Reach {
  const reaches = user.scopes
    .map((scope) => new URLSearchParams(scope))
    .filter((scope) => types.includes(scope.get('type') ?? ''))
    .map(
      (scope) => scope.get('placeOfEvent') ?? scope.get('declaredIn') ?? scope.get('registeredIn') ?? 'all',
    );
  if (reaches.length === 0) throw new TrpcError('FORBIDDEN');
  if (reaches.includes('all')) return 'all';
  return reaches.includes('administrativeArea') ? 'administrativeArea' : 'location';
}

/** The place within which a reach lets the caller see records; null: everywhere. */
export function boundary(user: User, reach: Reach): string | null {
  if (reach === 'location') return user.officeId;
  return reach === 'administrativeArea' ? user.areaId : null;
}

/** Whether a record's place lies within the boundary. */
export const isWithin = (places: Places, placeId: string | null, within: string | null): boolean =>
  within === null || places.chain(placeId).includes(within);
