import type { ArchiveFacts } from '../../../helpers/facts/archive.ts';
import type { Facts } from '../../../helpers/facts/facts.ts';
import type { RegistrationFacts } from '../../../helpers/facts/registration.ts';
import { ok, err } from '../../../helpers/base/outcome.ts';
import type { Outcome } from '../../../helpers/base/outcome.ts';
import type { TestRegistration } from '../../../helpers/facts/test-registration.ts';
import type { RenderedAttachment, StagingFacts } from '../../../helpers/facts/staging.ts';
import { healthyArchive } from './healthy-archive.ts';

/** Takes from staging's facts what nobody can see without a login. */
export function withoutLogin(staging: StagingFacts, why: Outcome<never>): void {
  const not = err('not-asked', 'the login on staging failed');
  Object.assign(staging, {
    login: why,
    inSight: null,
    foundByTrackingId: not,
    foundByRegistrationNumber: not,
    foundByName: not,
    searchBox: { trackingId: not, registrationNumber: not, name: not },
    inWorkqueue: not,
    page: not,
    rendered: not,
    declaration: not,
    fetched: staging.fetched.map((file) => ({ ...file, fetched: not })),
    laterRecord: not,
    counts: not,
    countsOnProduction: not,
    sample: not,
    marker: not,
  } satisfies Partial<StagingFacts>);
}

export const STAGING_FILES = 'https://minio.staging.example.org';
export const PRODUCTION_FILES = 'https://minio.example.org';

export const record: TestRegistration = {
  eventId: '9f1c',
  trackingId: 'U0HL2K',
  registrationNumber: '2026ABCDEF12',
  runToken: 'TOKEN7',
  childName: { firstname: 'Nephelfig', surname: 'Pamleqtazx' },
  registeredAt: '2026-11-22T15:00:00.000Z',
  declaration: { 'child.gender': 'female', 'mother.name': { firstname: 'Jogqetqig', surname: 'Quwjukbehk' } },
  attachments: [
    {
      field: 'documents.proofOfBirth',
      key: 'events/9f1c/birth.png',
      mediaType: 'image/png',
      originalFilename: 'birth.png',
      bytes: 78117,
      sha256: '7de5',
    },
    {
      field: 'documents.proofOfMother',
      option: 'PASSPORT',
      key: 'events/9f1c/passport.pdf',
      mediaType: 'application/pdf',
      originalFilename: 'passport.pdf',
      bytes: 508,
      sha256: '1234',
    },
    {
      field: 'review.signature',
      key: 'signature.png',
      mediaType: 'image/png',
      originalFilename: 'signature.png',
      bytes: 29148,
      sha256: 'beef',
    },
  ],
};

const rendered: RenderedAttachment[] = record.attachments.flatMap(({ field, key, mediaType }) =>
  (field.startsWith('review.') ? (['signature'] as const) : (['dropdown', 'preview'] as const)).map(
    (place) => ({
      field,
      key,
      place,
      shownKey: mediaType === 'application/pdf' ? null : key,
      width: 640,
      height: 480,
      blank: false,
    }),
  ),
);
const page = {
  title: 'Nephelfig Pamleqtazx',
  fields: { 'child.gender': 'Female', 'child.name': 'Nephelfig Pamleqtazx' },
};
const absent = ok({ bySearch: 0, byUrl: false, objectKeysServed: [], inSight: true });
const hits = ok({ total: 1, eventIds: [record.eventId] });
const listed = ok({ rows: 1, named: 1 });

/** A registration and a staging with which nothing is wrong; each call gives a copy to be spoilt. */
export const healthyRegistration = (): RegistrationFacts =>
  structuredClone({
    login: ok({ username: 'k.mweene', version: '2.0.0' }),
    record: ok(record),
    pageOnProduction: ok(page),
    renderedOnProduction: ok(rendered),
    absentOnStaging: absent,
    counts: ok({ REGISTERED: 200, DECLARED: 1 }),
  });

export const healthyStaging = (): StagingFacts =>
  structuredClone({
    lookedAt: '2026-11-23T06:00:00.000Z',
    database: ok({
      rows: { 'app.events': 201, 'app.event_actions': 1250, 'analytics.event_actions': 400 },
      eventsByType: { birth: 201 },
      newestAction: '2026-11-22T15:00:00.000Z',
    }),
    leftovers: ok([]),
    counts: ok({ REGISTERED: 200, DECLARED: 1 }),
    countsOnProduction: ok({ REGISTERED: 202, DECLARED: 1 }),
    sample: ok({ asked: 50, equal: 50, wrong: [] }),
    marker: ok({ trackingId: 'MARKER', found: false, opens: false, fileServed: false }),
    login: ok({ username: 'k.mweene', version: '2.0.0' }),
    inSight: true,
    foundByTrackingId: hits,
    foundByRegistrationNumber: hits,
    foundByName: hits,
    searchBox: { trackingId: listed, registrationNumber: listed, name: listed },
    inWorkqueue: ok(true),
    page: ok(page),
    rendered: ok(rendered),
    neededSecondProfile: false,
    foreignOrigins: [],
    declaration: ok(record.declaration),
    fetched: record.attachments.map(({ field, key, bytes, sha256 }) => ({
      field,
      key,
      fetched: ok({ bytes, sha256, origin: STAGING_FILES, sentTo: STAGING_FILES }),
    })),
    laterRecord: ok({ trackingId: 'LATER1', found: false }),
  });

export interface HealthyFacts extends Facts {
  registration: RegistrationFacts;
  staging: StagingFacts;
  archive: { ok: true; value: ArchiveFacts };
}

export const healthyFacts = (): HealthyFacts => ({
  policy: {
    profile: 'acceptance',
    layout: 'swarm',
    backupsToKeep: 7,
    backupDir: '/home/backup/backups',
    opencrvsVersion: '1.9',
    stores: null,
  },
  registration: healthyRegistration(),
  cycle: {
    expectedDate: ok('2026-11-23'),
    schedules: ok([]),
    jobs: {},
    negativeControl: ok({ trackingId: 'LATER1' }),
    absentBeforeRestore: structuredClone(absent),
  },
  archive: { ok: true, value: healthyArchive() },
  staging: healthyStaging(),
});
