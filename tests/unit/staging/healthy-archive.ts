import type { ArchiveFacts } from '../../../helpers/facts/archive.ts';
import { record } from './healthy.ts';

/** The archive of the night, with nothing wrong, as far as staging is compared with it. */
export const healthyArchive = (): ArchiveFacts => ({
  layout: 'swarm',
  date: '2026-11-23',
  depth: 'full',
  files: [
    {
      name: '2026-11-23/2026-11-23.tar.gz.enc',
      store: null,
      listed: { bytes: 5_000_000, modifiedAt: '2026-11-23T00:02:00.000Z' },
      growing: false,
      reading: {
        bytesRead: 5_000_000,
        sha256: 'abcd',
        container: 'salted',
        looksLike: null,
        openedBy: null,
        damages: [],
        complete: true,
        durationMs: 900,
      },
    },
  ],
  members: {
    count: 12,
    bytes: 9_000_000,
    listed: [],
    folders: {},
    hostile: { count: 0, listed: [] },
    unlikeRead: { count: 0, listed: [] },
  },
  nested: [],
  dumps: [
    {
      member: 'postgres/events-2026-11-23.dump',
      header: null,
      tables: {
        'app.events': 200,
        'app.event_actions': 1200,
        'app.event_action_drafts': 3,
        'analytics.event_actions': 400,
      },
      eventsByType: { birth: 200 },
      newestAction: '2026-11-22T15:00:00.000Z',
      registration: null,
      readable: true,
      whole: true,
      rowsSkipped: 0,
    },
  ],
  objects: {
    count: 700,
    bytes: 8_000_000,
    empty: 0,
    newest: '2026-11-22T15:00:00.000Z',
    system: 0,
    transformed: 0,
    broken: { count: 0, listed: [] },
    torn: { count: 0, listed: [] },
    sample: [],
  },
  repositories: null,
  mongo: [],
  references: { count: 700, missing: 0, missingMadeLater: 0, listed: [] },
  attachments: record.attachments.map(({ field, key, bytes, sha256 }) => ({
    field,
    key,
    bytes,
    sha256,
    found: { bytes, sha256 },
    elsewhere: null,
  })),
  earlier: [],
  registrationExpected: {
    eventId: record.eventId,
    trackingId: record.trackingId,
    registrationNumber: record.registrationNumber,
  },
});
