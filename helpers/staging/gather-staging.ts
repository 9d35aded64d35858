import type { Browser } from '@playwright/test';
import { declarationOf } from '../opencrvs/api/event-document.ts';
import { getEvent } from '../opencrvs/api/events.ts';
import { fetchFile } from '../opencrvs/api/files.ts';
import { newSessionOn, sessionOn } from '../opencrvs/api/open-session.ts';
import {
  countByStatus,
  searchByName,
  searchByRegistrationNumber,
  searchByTrackingId,
} from '../opencrvs/api/search.ts';
import type { SearchAnswer } from '../opencrvs/api/search.ts';
import type { Session } from '../opencrvs/api/session.ts';
import type { Environment } from '../opencrvs/environment.ts';
import type { Client } from '../opencrvs/pages/client.ts';
import { hasInSight } from '../opencrvs/sight.ts';
import { ok, err, outcomeOf } from '../base/outcome.ts';
import type { Outcome } from '../base/outcome.ts';
import { shownAs, type TestRegistration } from '../facts/test-registration.ts';
import type { Host } from '../ssh/host.ts';
import { readDatabase } from './database.ts';
import type { FetchedAttachment, SearchHits, StagingFacts } from '../facts/staging.ts';
import { gatherRendered } from './gather-rendered.ts';
import type { Rendered } from './gather-rendered.ts';
import { keep, type Screenshot } from './look.ts';
import { leftoversOn } from './leftovers.ts';
import { markerOn } from './marker.ts';
import { compareSample } from './sample.ts';
import type { SampledObject } from '../facts/archive.ts';
import type { Marker } from '../facts/marker.ts';

export interface StagingRequest {
  environment: Environment;
  browser: Browser;
  /** Null: the run made no record; then staging is looked at as a whole. */
  registration: TestRegistration | null;
  /** What must not be asked while staging shows the record. */
  productionOrigins: ReadonlySet<string>;
  /** A record made on production after the backup; null when there is none. */
  laterTrackingId: string | null;
  screenshot: Screenshot;
  /** Staging's host, where an SSH login is configured. */
  host?: Host | null;
  /** To count production's records at the same time. */
  production?: Environment;
  /** Objects of the archive that staging stands on. */
  sample?: readonly SampledObject[];
  /** What was left on staging before the restore. */
  marker?: Marker | null;
  /** Ids of all that runs wrote on staging themselves; nothing is judged by it. */
  own?: readonly string[];
  /** Staging with a user who existed there before the restore: looks for the marker when production's user is refused. */
  beforeRestore?: Environment;
}

/**
 * Looks at the record on staging, in the one order in which no question spoils the next: reading a record through the API puts
 * it back into a search index that had lost it, so search comes first, then the pages, then the API.
 */
export async function gatherStaging(request: StagingRequest): Promise<StagingFacts> {
  const { environment, host } = request;
  const lookedAt = new Date().toISOString();
  const onHost = <T>(ask: (staging: Host) => Promise<T>): Promise<Outcome<T>> =>
    host
      ? outcomeOf(() => ask(host))
      : Promise.resolve(err('not-asked', 'no SSH login on staging is configured'));
  const database = await onHost((staging) => readDatabase(staging, request.own));
  const leftovers = await onHost(leftoversOn);
  const session = await outcomeOf(() => newSessionOn(environment));
  const seen = session.ok
    ? await gatherAs(session.value, request)
    : { ...withoutLogin(session, request.registration), marker: await markerAsBefore(request) };
  return { lookedAt, database, leftovers, ...seen };
}

function gatherAs(session: Session, request: StagingRequest): Promise<Seen> {
  const { registration } = request;
  return registration === null
    ? gatherWithoutRecord(session, request)
    : gatherRecord(session, { ...request, registration });
}

async function gatherWithoutRecord(session: Session, { production, sample }: StagingRequest): Promise<Seen> {
  return {
    ...nothingSeen(err('not-asked', 'the run made no record'), null),
    login: loggedIn(session),
    counts: await outcomeOf(() => countByStatus(session, 'birth')),
    countsOnProduction: await countOn(production),
    sample: await fetchSample(session, sample),
  };
}

const NO_NUMBER = err('not-asked', 'the record is declared only and has no registration number');

/** Whoever can still log in as before the restore can tell whether it ran. */
function markerAsBefore({ beforeRestore, marker }: StagingRequest): Promise<StagingFacts['marker']> {
  if (beforeRestore === undefined || !marker)
    return Promise.resolve(err('not-asked', 'the login on staging failed'));
  return outcomeOf(async () => markerOn(await newSessionOn(beforeRestore), marker));
}

/** A request that has a record to look for. */
type RecordRequest = StagingRequest & { registration: TestRegistration };

type Seen = Omit<StagingFacts, 'lookedAt' | 'database' | 'leftovers'>;

async function gatherRecord(session: Session, request: RecordRequest): Promise<Seen> {
  const { registration, laterTrackingId } = request;
  const { eventId, trackingId, registrationNumber, childName } = registration;
  const sight = await outcomeOf(() => hasInSight(session, shownAs(registration).place));
  const foundByTrackingId = await hits(() => searchByTrackingId(session, trackingId));
  const foundByRegistrationNumber =
    registrationNumber === null
      ? NO_NUMBER
      : await hits(() => searchByRegistrationNumber(session, registrationNumber));
  const foundByName = await hits(() => searchByName(session, childName, shownAs(registration).nameField));
  const laterRecord = await lookForLater(session, laterTrackingId);
  const marker = await lookForMarker(session, request.marker);
  const counts = await outcomeOf(() => countByStatus(session, 'birth'));
  const countsOnProduction = await countOn(request.production);
  const asPerson = notSeenAsPerson();
  const first = await gatherRendered({
    ...request,
    session,
    before: (client) => lookAsPerson(client, registration, asPerson, request.screenshot),
  });
  const declaration = await outcomeOf(async () => declarationOf(await getEvent(session, eventId)));
  const second = await lookAgain(session, request, first, declaration.ok);
  return {
    login: loggedIn(session),
    inSight: sight.ok ? sight.value : null,
    foundByTrackingId,
    foundByRegistrationNumber,
    foundByName,
    ...asPerson,
    page: first.page,
    rendered: second.rendered,
    neededSecondProfile: second.neededSecondProfile,
    foreignOrigins: second.foreignOrigins,
    declaration,
    fetched: await fetchAll(session, registration),
    laterRecord,
    counts,
    countsOnProduction,
    sample: await fetchSample(session, request.sample),
    marker,
  };
}

const loggedIn = ({ environment, version }: Session): StagingFacts['login'] =>
  ok({ username: environment.username, version: version ?? 'unknown' });

const hits = (ask: () => Promise<SearchAnswer>): Promise<Outcome<SearchHits>> =>
  outcomeOf(async () => {
    const { total, results } = await ask();
    return { total, eventIds: results.map(({ id }) => id) };
  });

/** The files of a record that search had lost and that the API has just put back can be looked at after all. */
async function lookAgain(
  session: Session,
  request: RecordRequest,
  first: Rendered,
  readByApi: boolean,
): Promise<Rendered> {
  const lost = !first.page.ok && first.page.reason === 'missing';
  if (!lost || !readByApi) return first;
  const second = await gatherRendered({ ...request, session });
  const already = new Set(second.foreignOrigins.map(({ origin }) => origin));
  const others = first.foreignOrigins.filter(({ origin }) => !already.has(origin));
  return { ...second, foreignOrigins: [...second.foreignOrigins, ...others] };
}

type AsPerson = Pick<StagingFacts, 'searchBox' | 'inWorkqueue'>;

async function lookAsPerson(
  { search, workqueue, page }: Client,
  registration: TestRegistration,
  seen: AsPerson,
  screenshot: Screenshot,
): Promise<void> {
  const { trackingId, registrationNumber } = registration;
  const name = shownAs(registration).title;
  seen.searchBox.trackingId = await outcomeOf(() => search.find(trackingId, name));
  // The other lists may show citizens: no picture of them.
  await keep(screenshot, 'search-by-tracking-id', () => page.screenshot());
  seen.searchBox.registrationNumber =
    registrationNumber === null ? NO_NUMBER : await outcomeOf(() => search.find(registrationNumber, name));
  seen.searchBox.name = await outcomeOf(() => search.find(name, name));
  const { trackingId: found } = seen.searchBox;
  if (registrationNumber === null) seen.inWorkqueue = NO_NUMBER;
  // Without an index there is nothing in any queue, and an empty one is only known by waiting.
  else if (found.ok && found.value.named > 0)
    seen.inWorkqueue = await outcomeOf(() => workqueue.listsRegistered(name));
}

const lookForLater = (session: Session, trackingId: string | null): Promise<StagingFacts['laterRecord']> =>
  trackingId === null
    ? Promise.resolve(err('not-asked', 'no record was made on production after the backup'))
    : outcomeOf(async () => ({
        trackingId,
        found: (await searchByTrackingId(session, trackingId)).total > 0,
      }));

const lookForMarker = (
  session: Session,
  marker: Marker | null | undefined,
): Promise<StagingFacts['marker']> =>
  marker
    ? outcomeOf(() => markerOn(session, marker))
    : Promise.resolve(err('not-asked', 'nothing was left on staging before the restore'));

const countOn = (production: Environment | undefined): Promise<StagingFacts['countsOnProduction']> =>
  production
    ? outcomeOf(async () => countByStatus(await sessionOn(production), 'birth'))
    : Promise.resolve(err('not-asked', "production's records were not counted"));

const fetchSample = (
  session: Session,
  sample: readonly SampledObject[] | undefined,
): Promise<StagingFacts['sample']> =>
  sample
    ? outcomeOf(() => compareSample(session, sample))
    : Promise.resolve(err('not-asked', 'the archive was not read, so there is no object to compare'));

function fetchAll(session: Session, { attachments }: TestRegistration): Promise<FetchedAttachment[]> {
  return Promise.all(
    attachments.map(async ({ field, key }) => ({
      field,
      key,
      fetched: await outcomeOf(() => fetchFile(session, key)),
    })),
  );
}

function notSeenAsPerson(): AsPerson {
  const not = err('not-asked', 'the client did not come as far as its search box');
  return {
    searchBox: { trackingId: not, registrationNumber: not, name: not },
    inWorkqueue: err('not-asked', 'the search box did not find the record'),
  };
}

type NotSeen = Extract<Outcome<never>, { ok: false }>;

function withoutLogin(login: NotSeen, registration: TestRegistration | null): Seen {
  return { ...nothingSeen(err('not-asked', 'the login on staging failed'), registration), login };
}

function nothingSeen(not: Outcome<never>, registration: TestRegistration | null): Seen {
  return {
    login: not,
    inSight: null,
    foundByTrackingId: not,
    foundByRegistrationNumber: not,
    foundByName: not,
    searchBox: { trackingId: not, registrationNumber: not, name: not },
    inWorkqueue: not,
    page: not,
    rendered: not,
    neededSecondProfile: false,
    foreignOrigins: [],
    declaration: not,
    fetched: (registration?.attachments ?? []).map(({ field, key }) => ({ field, key, fetched: not })),
    laterRecord: not,
    counts: not,
    countsOnProduction: not,
    sample: not,
    marker: not,
  };
}
