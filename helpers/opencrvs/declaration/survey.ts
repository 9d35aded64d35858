import { administrativeAreas, locationsOfType, userGet } from '../api/places.ts';
import { query } from '../api/procedure.ts';
import type { Session } from '../api/session.ts';
import { payloadOf } from '../api/token.ts';
import { eventForm, SERVED, type EventForm, type FormField } from './event-form.ts';
import { ownPlacesOf } from './jurisdiction.ts';
import type { OwnPlaces } from './own-places.ts';
import type { RuleContext } from './rules/rules.ts';
import { locationTypesOf } from './values/places.ts';

/** What a deployment says about declaring one kind of event: its form, and what of the country the user may name. */
export interface Survey {
  form: EventForm;
  places: OwnPlaces;
  user: RuleContext['user'];
  country: string | null;
}

/** The form of an event as the deployment serves it, asked for once a session: a real one is a megabyte. */
export const servedForm = onceASession(async (session, eventType) =>
  eventForm(await query(session, 'event.config.get', SERVED), eventType),
);

/** Asks a deployment for the form of an event and the places of the user's own jurisdiction, once a session. */
export const surveyOf = onceASession(async (session, eventType): Promise<Survey> => {
  const form = await servedForm(session, eventType);
  const fields = form.pages.flatMap((page) => page.fields);
  const types = new Set(['HEALTH_FACILITY', ...fields.filter(takesLocation).flatMap(locationTypesOf)]);
  types.delete('ADMIN_STRUCTURE');
  const [areas, user, ...locations] = await Promise.all([
    administrativeAreas(session),
    userGet(session),
    ...[...types].map((type) => locationsOfType(session, type)),
  ]);
  return {
    form,
    places: ownPlacesOf(session.user, user, { areas, locations: locations.flat() }),
    user: userOf(session),
    country: countryOf(fields),
  };
});

type Ask<T> = (session: Session, eventType: string) => Promise<T>;

function onceASession<T>(ask: Ask<T>): Ask<T> {
  const known = new WeakMap<Session, Map<string, Promise<T>>>();
  return (session, eventType) => {
    const answers = known.get(session) ?? new Map<string, Promise<T>>();
    known.set(session, answers);
    const answer = answers.get(eventType) ?? ask(session, eventType);
    answers.set(eventType, answer);
    // What failed is asked again.
    answer.catch(() => answers.delete(eventType));
    return answer;
  };
}

const takesLocation = ({ type }: FormField): boolean =>
  ['LOCATION', 'FACILITY', 'OFFICE', 'ADMINISTRATIVE_AREA'].includes(type);

/** The part of a token that rules speak of. */
function userOf({ environment, token }: Session): RuleContext['user'] {
  const { sub, role = '', scope = [] } = payloadOf(token(), environment.name);
  return { sub, role, scope };
}

/** The country that the form itself proposes somewhere. */
function countryOf(fields: readonly FormField[]): string | null {
  for (const { type, defaultValue } of fields) {
    if (type === 'COUNTRY' && typeof defaultValue === 'string') return defaultValue;
    const { country } = (defaultValue ?? {}) as { country?: unknown };
    if (type === 'ADDRESS' && typeof country === 'string') return country;
  }
  return null;
}
