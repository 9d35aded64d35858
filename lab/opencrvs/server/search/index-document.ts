import { countryForm } from '../../forms/current-form.ts';
import type { EventDocument } from '../events/event-document.ts';
import { stateOf, withoutSecured, type EventState } from '../events/event-state.ts';
import type { Places } from '../events/places-cache.ts';

/** A record as `event.search` gives it. */
export interface EventIndex {
  id: string;
  type: string;
  status: string;
  legalStatuses: EventState['legalStatuses'];
  createdAt: string;
  dateOfEvent?: string;
  placeOfEvent?: string;
  createdBy: string;
  createdByUserType: string;
  updatedByUserRole: string;
  createdAtLocation: string | null;
  updatedAtLocation: string | null;
  updatedAt: string;
  assignedTo?: string;
  updatedBy: string;
  trackingId: string;
  potentialDuplicates: { id: string; trackingId: string }[];
  flags: string[];
  declaration: Record<string, unknown>;
}

/** What the index keeps of a record: what is given out, and what is only searched by. */
export interface IndexedRecord {
  shown: EventIndex;
  /** All fields, secured ones included. */
  declaration: Record<string, unknown>;
  /** The place of the event and everything above it. */
  places: string[];
}

/** The place by which a record belongs to a jurisdiction: where it happened, else where it was created. */
export const placeOf = (event: EventDocument, state: EventState): string | null =>
  (state.declaration[countryForm().placeOfEvent] as string | undefined) ??
  event.actions[0]?.createdAtLocation ??
  null;

/** The index entry of a record; null for a draft, which no search finds. */
export function indexedRecord(event: EventDocument, places: Places): IndexedRecord | null {
  const state = stateOf(event);
  const [created] = event.actions;
  if (state.status === 'CREATED' || created === undefined) return null;
  const { lastChange, declaration } = state;
  const dateOfEvent = declaration[countryForm().dateOfEvent] as string | undefined;
  const placeOfEvent = declaration[countryForm().placeOfEvent] as string | undefined;
  return {
    shown: {
      id: event.id,
      type: event.type,
      status: state.status,
      legalStatuses: state.legalStatuses,
      createdAt: event.createdAt,
      ...(dateOfEvent === undefined ? {} : { dateOfEvent }),
      ...(placeOfEvent === undefined ? {} : { placeOfEvent }),
      createdBy: created.createdBy,
      createdByUserType: created.createdByUserType,
      updatedByUserRole: lastChange.createdByRole,
      createdAtLocation: created.createdAtLocation,
      updatedAtLocation: lastChange.createdAtLocation,
      updatedAt: lastChange.createdAt,
      ...(state.assignedTo === null ? {} : { assignedTo: state.assignedTo }),
      updatedBy: lastChange.createdBy,
      trackingId: event.trackingId,
      potentialDuplicates: state.potentialDuplicates,
      flags: state.flags,
      declaration: withoutSecured(declaration),
    },
    declaration,
    places: places.chain(placeOf(event, state)),
  };
}
