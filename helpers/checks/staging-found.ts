import type { Facts } from '../facts/facts.ts';
import type { Outcome } from '../base/outcome.ts';
import type { TestRegistration } from '../facts/test-registration.ts';
import type { SearchHits, StagingFacts } from '../facts/staging.ts';
import type { CheckDefinition, Finding } from './check.ts';
import { failed, judged, notApplicable, notProven, passed } from './check.ts';
import { inSight, stagingCheck, unallowed } from './staging-judging.ts';

/** For every way in which a record is not found. */
export const INDEX_REMEDY =
  'If the record opens by its address or the API gives it, the data is there and only the search index is not: look for the reindexing step at the end of the restore log, mend it, and reindex. If nothing gives it, the restore did not bring it: look at the archive and the restore log.';

const NO_NUMBER = notApplicable('the record was declared only and has no registration number');

/** Whether staging's search finds the record. */
export const stagingFoundChecks: readonly CheckDefinition<Facts>[] = [
  stagingCheck({
    code: 'STAGING_FOUND_BY_TRACKING_ID',
    needsRecord: true,
    title: 'Search on staging finds exactly this record by its tracking id',
    remedy: INDEX_REMEDY,
    judge: inSight(({ staging, record }) => found(staging.foundByTrackingId, record, true)),
  }),
  stagingCheck({
    code: 'STAGING_FOUND_BY_REGISTRATION_NUMBER',
    needsRecord: true,
    title: 'Search on staging finds exactly this record by its registration number',
    remedy: INDEX_REMEDY,
    judge: inSight(({ staging, record }) =>
      record.registrationNumber === null ? NO_NUMBER : found(staging.foundByRegistrationNumber, record, true),
    ),
  }),
  stagingCheck({
    code: 'STAGING_FOUND_BY_NAME',
    needsRecord: true,
    title: "Search on staging finds this record by the child's name",
    remedy: INDEX_REMEDY,
    judge: inSight(({ staging, record }) => found(staging.foundByName, record, false)),
  }),
  stagingCheck({
    code: 'STAGING_FOUND_IN_CLIENT',
    needsRecord: true,
    title:
      "The client's search box on staging lists the record for tracking id, registration number and name",
    remedy:
      'When the API finds the record and the search box does not, the client of staging is not of the version of its services: deploy staging again. Otherwise see the search checks before this one.',
    judge: inSight(({ staging, record }) => foundInClient(staging, record)),
  }),
  stagingCheck({
    code: 'STAGING_IN_WORKQUEUE',
    needsRecord: true,
    severity: 'info',
    requiredBy: [],
    title: 'The queue of registered births on staging lists the record',
    remedy:
      'The queue shows its newest page only, and another country may have no such queue. When search finds the record and production’s own queue lists it, compare the workqueues in the country configurations.',
    judge: inSight(({ staging: { inWorkqueue }, record }) => {
      if (record.registrationNumber === null) return NO_NUMBER;
      return inWorkqueue.ok
        ? judged(inWorkqueue.value, 'listed', inWorkqueue.value ? 'listed' : 'not on its first page')
        : notProven(inWorkqueue.why);
    }),
  }),
];

function found(hits: Outcome<SearchHits>, { eventId }: TestRegistration, alone: boolean): Finding {
  const expected = alone ? 'exactly this record' : 'this record among the hits';
  if (!hits.ok) return unallowed(hits, expected);
  const { total, eventIds } = hits.value;
  const there = eventIds.includes(eventId);
  return judged(
    there && (!alone || total === 1),
    expected,
    total === 0
      ? 'no hit'
      : `${total} ${total === 1 ? 'hit' : 'hits'}, ${there ? 'with' : 'without'} this record`,
  );
}

function foundInClient(
  { searchBox, foundByTrackingId: api }: StagingFacts,
  { registrationNumber }: TestRegistration,
): Finding {
  const terms = Object.entries(searchBox).filter(
    ([term]) => term !== 'registrationNumber' || registrationNumber !== null,
  );
  const expected = `listed for all ${terms.length === 3 ? 'three' : 'two'}`;
  const silent = terms.find(([, hits]) => !hits.ok)?.[1];
  if (silent !== undefined && !silent.ok) return notProven(silent.why);
  const missed = terms.filter(([, hits]) => hits.ok && hits.value.named === 0).map(([term]) => term);
  if (missed.length === 0) return passed(expected, expected);
  const detail = api.ok && api.value.total > 0 ? 'the API finds it by tracking id' : undefined;
  return failed(expected, `not listed for ${missed.join(', ')}`, detail);
}
