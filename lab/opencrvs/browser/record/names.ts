import type { EventDocument } from '../../server/events/event-document.ts';
import { batch } from '../api.ts';
import type { EventIndex } from '../event-index.ts';

interface Place {
  id: string;
  name: string;
  parentId?: string | null;
  administrativeAreaId?: string | null;
}

interface Person {
  id: string;
  name: { firstname: string; surname: string };
}

/** Ids turned into what people read. */
export interface Names {
  person(userId: string | null | undefined): string;
  place(placeId: string | null | undefined): string;
  /** A place and what it lies in, nearest first, without the country. */
  chain(placeId: string | null | undefined): string[];
}

export async function names(index: EventIndex, event: EventDocument | null): Promise<Names> {
  const userIds = [index.createdBy, index.updatedBy, index.assignedTo, ...actors(event)];
  const [locations, areas, people] = (await batch(
    { path: 'locations.list' },
    { path: 'administrativeAreas.list' },
    { path: 'user.list', input: [...new Set(userIds.filter((id) => id !== undefined))] },
  )) as [Place[], Place[], Person[]];
  const places = new Map([...areas, ...locations].map((place) => [place.id, place]));
  const chain = (placeId: string | null | undefined): string[] => {
    const place = places.get(placeId ?? '');
    if (place === undefined) return [];
    return [place.name, ...chain(place.administrativeAreaId ?? place.parentId)];
  };
  return {
    person: (userId) => {
      const found = people.find(({ id }) => id === userId);
      return found === undefined ? '' : `${found.name.firstname} ${found.name.surname}`;
    },
    place: (placeId) => places.get(placeId ?? '')?.name ?? '',
    chain,
  };
}

const actors = (event: EventDocument | null): string[] =>
  event?.actions.map((action) => action.createdBy) ?? [];
