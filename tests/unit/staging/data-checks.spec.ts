import { expect, test } from '@playwright/test';
import { ok, err } from '../../../helpers/base/outcome.ts';
import { judged } from './judged.ts';
import type { SpoiltCase } from './judged.ts';

const FAULTS: SpoiltCase[] = [
  [
    'the database is empty',
    ({ staging }) => {
      staging.database = ok({ rows: {}, eventsByType: {}, newestAction: null });
    },
    {
      failed: ['STAGING_ROWS_AS_IN_ARCHIVE', 'STAGING_NEWEST_ACTION'],
      'not-applicable': ['STAGING_SCHEMAS_RESTORED'],
    },
  ],
  [
    'there is no database',
    ({ staging }) => {
      staging.database = err('missing', 'staging has no database “events”');
    },
    { failed: ['STAGING_ROWS_AS_IN_ARCHIVE', 'STAGING_NEWEST_ACTION', 'STAGING_SCHEMAS_RESTORED'] },
  ],
  [
    'one table lacks a row',
    ({ staging }) => {
      if (staging.database.ok) staging.database.value.rows['app.events'] = 199;
    },
    { failed: ['STAGING_ROWS_AS_IN_ARCHIVE'] },
  ],
  [
    'drafts went away and rows came: daily use',
    ({ staging }) => {
      if (staging.database.ok)
        Object.assign(staging.database.value.rows, { 'app.event_action_drafts': 0, 'app.events': 250 });
    },
    {},
  ],
  [
    "yesterday's rows",
    ({ staging }) => {
      if (staging.database.ok) staging.database.value.newestAction = '2026-11-21T15:00:00.000Z';
    },
    { failed: ['STAGING_NEWEST_ACTION'] },
  ],
  [
    "the dashboards' schema is not there: the swarm restore leaves it out",
    ({ staging }) => {
      if (staging.database.ok) delete staging.database.value.rows['analytics.event_actions'];
    },
    { 'not-applicable': ['STAGING_SCHEMAS_RESTORED'] },
  ],
  [
    'another schema is not there',
    ({ archive }) => {
      for (const dump of archive.value.dumps) dump.tables['reference_data.icd10'] = 12;
    },
    { 'not-applicable': ['STAGING_SCHEMAS_RESTORED'] },
  ],
  [
    'no login over SSH',
    ({ staging }) => {
      staging.database = err('not-asked', 'no SSH login on staging is configured');
    },
    { 'not-proven': ['STAGING_ROWS_AS_IN_ARCHIVE', 'STAGING_NEWEST_ACTION', 'STAGING_SCHEMAS_RESTORED'] },
  ],
  [
    'an older object is not there',
    ({ staging }) => {
      staging.sample = ok({ asked: 50, equal: 49, wrong: [{ key: 'a.png', what: 'missing' }] });
    },
    { failed: ['STAGING_SAMPLE_EQUAL'] },
  ],
  [
    'the marker survived in the database',
    ({ staging }) => {
      staging.marker = ok({ trackingId: 'MARKER', found: false, opens: true, fileServed: false });
    },
    { failed: ['STAGING_MARKER_GONE'] },
  ],
  [
    'only a file of the marker survived',
    ({ staging }) => {
      staging.marker = ok({ trackingId: 'MARKER', found: false, opens: false, fileServed: true });
    },
    { failed: ['STAGING_FILES_CLEARED'] },
  ],
  [
    'a job left its folder behind',
    ({ staging }) => {
      staging.leftovers = ok(['backup-2026-11-23']);
    },
    { failed: ['STAGING_NOTHING_LEFT_BEHIND'] },
  ],
  [
    'fewer births than at the registration',
    ({ staging }) => {
      staging.counts = ok({ REGISTERED: 199, DECLARED: 1 });
    },
    { failed: ['STAGING_COUNTS_PLAUSIBLE'] },
  ],
  [
    'more births than on production',
    ({ staging }) => {
      staging.counts = ok({ REGISTERED: 300 });
    },
    { failed: ['STAGING_COUNTS_PLAUSIBLE'] },
  ],
  [
    'a declared birth was registered meanwhile: right',
    ({ staging }) => {
      staging.counts = ok({ REGISTERED: 201, DECLARED: 0 });
    },
    {},
  ],
  [
    "the night before last's archive",
    ({ archive }) => {
      for (const { listed } of archive.value.files)
        if (listed) listed.modifiedAt = '2026-11-22T00:02:00.000Z';
    },
    { failed: ['STAGING_DATA_AGE'] },
  ],
  [
    'the record was not in the backup that staging stands on',
    ({ staging }) => {
      staging.declaration = err('missing', 'no such record');
    },
    { failed: ['STAGING_FIELDS_STORED_EQUAL'], 'not-proven': ['STAGING_DATA_AGE'] },
  ],
  [
    'the same age where yesterday is restored by design: right',
    ({ archive, policy }) => {
      policy.layout = 'kubernetes';
      for (const { listed } of archive.value.files)
        if (listed) listed.modifiedAt = '2026-11-22T01:02:00.000Z';
    },
    {},
  ],
];

for (const [what, spoil, expected] of FAULTS)
  test(`${what}`, () => {
    const found = judged(spoil);
    for (const codes of [...Object.values(found), ...Object.values(expected)]) codes.sort();
    expect(found).toEqual(expected);
  });
