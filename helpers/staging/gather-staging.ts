import type { Browser } from '@playwright/test';
import { declarationOf } from '../opencrvs/api/event-document.ts';
import { getEvent } from '../opencrvs/api/events.ts';
import { fetchFile } from '../opencrvs/api/files.ts';
import { login } from '../opencrvs/api/login.ts';
import { searchByName, searchByRegistrationNumber, searchByTrackingId } from '../opencrvs/api/search.ts';
import type { SearchAnswer } from '../opencrvs/api/search.ts';
import type { Session } from '../opencrvs/api/session.ts';
import type { Environment } from '../opencrvs/environment.ts';
import type { Client } from '../opencrvs/pages/client.ts';
import { hasInSight } from '../opencrvs/sight.ts';
import { none, outcomeOf } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import type { TestRegistration } from '../run/test-registration.ts';
import type { FetchedAttachment, SearchHits, StagingFacts } from './facts.ts';
import { gatherRendered } from './gather-rendered.ts';
import type { Rendered } from './gather-rendered.ts';
import type { Screenshot } from './look.ts';

export interface StagingRequest {
  environment: Environment;
  browser: Browser;
  registration: TestRegistration;
  /** What must not be asked while staging shows the record. */
  productionOrigins: ReadonlySet<string>;
  /** A record made on production after the backup; null when there is none. */
  laterTrackingId: string | null;
  screenshot: Screenshot;
}

/**
 * Looks at the record on staging, in the one order in which no question spoils the next: reading a record through the API puts
 * it back into a search index that had lost it, so search comes first, then the pages, then the API.
 */
export async function gatherStaging(request: StagingRequest): Promise<StagingFacts> {
  const { environment, registration } = request;
  const session = await outcomeOf(() => login(environment));
  if (!session.ok) return withoutLogin(session, registration);
  return gatherAs(session.value, request);
}

async function gatherAs(session: Session, request: StagingRequest): Promise<StagingFacts> {
  const { registration, laterTrackingId } = request;
  const { eventId, trackingId, registrationNumber, childName } = registration;
  const sight = await outcomeOf(() => hasInSight(session, registration.declaration['child.birthLocationId']));
  const foundByTrackingId = await hits(() => searchByTrackingId(session, trackingId));
  const foundByRegistrationNumber = await hits(() => searchByRegistrationNumber(session, registrationNumber));
  const foundByName = await hits(() => searchByName(session, childName));
  const laterRecord = await lookForLater(session, laterTrackingId);
  const searchBox = notSearched();
  const first = await gatherRendered({
    ...request,
    session,
    before: (client) => searchAsPerson(client, registration, searchBox, request.screenshot),
  });
  const declaration = await outcomeOf(async () => declarationOf(await getEvent(session, eventId)));
  const second = await lookAgain(session, request, first, declaration.ok);
  return {
    login: {
      ok: true,
      value: { username: session.environment.username, version: session.version ?? 'unknown' },
    },
    inSight: sight.ok ? sight.value : null,
    foundByTrackingId,
    foundByRegistrationNumber,
    foundByName,
    searchBox,
    page: first.page,
    rendered: second.rendered,
    neededSecondProfile: second.neededSecondProfile,
    foreignOrigins: second.foreignOrigins,
    declaration,
    fetched: await fetchAll(session, registration),
    laterRecord,
  };
}

const hits = (ask: () => Promise<SearchAnswer>): Promise<Outcome<SearchHits>> =>
  outcomeOf(async () => {
    const { total, results } = await ask();
    return { total, eventIds: results.map(({ id }) => id) };
  });

/** The files of a record that search had lost and that the API has just put back can be looked at after all. */
async function lookAgain(
  session: Session,
  request: StagingRequest,
  first: Rendered,
  readByApi: boolean,
): Promise<Rendered> {
  const lost = !first.page.ok && first.page.trouble === 'missing';
  return lost && readByApi ? gatherRendered({ ...request, session }) : first;
}

async function searchAsPerson(
  { search, page }: Client,
  { trackingId, registrationNumber, childName }: TestRegistration,
  searchBox: StagingFacts['searchBox'],
  screenshot: Screenshot,
): Promise<void> {
  const name = `${childName.firstname} ${childName.surname}`;
  searchBox.trackingId = await outcomeOf(() => search.find(trackingId, name));
  // The other two lists may show citizens: no picture of them.
  await screenshot('search-by-tracking-id', await page.screenshot());
  searchBox.registrationNumber = await outcomeOf(() => search.find(registrationNumber, name));
  searchBox.name = await outcomeOf(() => search.find(name, name));
}

const lookForLater = (session: Session, trackingId: string | null): Promise<StagingFacts['laterRecord']> =>
  trackingId === null
    ? Promise.resolve(none('not-asked', 'no record was made on production after the backup'))
    : outcomeOf(async () => ({
        trackingId,
        found: (await searchByTrackingId(session, trackingId)).total > 0,
      }));

function fetchAll(session: Session, { attachments }: TestRegistration): Promise<FetchedAttachment[]> {
  return Promise.all(
    attachments.map(async ({ field, key }) => ({
      field,
      key,
      fetched: await outcomeOf(() => fetchFile(session, key)),
    })),
  );
}

function notSearched(): StagingFacts['searchBox'] {
  const not = none('not-asked', 'the client did not come as far as its search box');
  return { trackingId: not, registrationNumber: not, name: not };
}

function withoutLogin(
  login: Extract<Outcome<Session>, { ok: false }>,
  registration: TestRegistration,
): StagingFacts {
  const not = none('not-asked', 'the login on staging failed');
  return {
    login,
    inSight: null,
    foundByTrackingId: not,
    foundByRegistrationNumber: not,
    foundByName: not,
    searchBox: { trackingId: not, registrationNumber: not, name: not },
    page: not,
    rendered: not,
    neededSecondProfile: false,
    foreignOrigins: [],
    declaration: not,
    fetched: registration.attachments.map(({ field, key }) => ({ field, key, fetched: not })),
    laterRecord: not,
  };
}
