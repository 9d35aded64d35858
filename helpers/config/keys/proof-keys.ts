import * as z from 'zod';
import { RECORD_KINDS } from '../../facts/policy.ts';
import { isoDate, text, words, wordsOf, yes, type Key } from './key.ts';

const section = 'Proof';

/** What is proven, and what may be done for it. */
export const proofKeys: readonly Key[] = [
  {
    key: 'OPENCRVS_VERSION',
    section,
    schema: z.string().regex(/^\d+\.\d+/, 'must be a version such as 1.9'),
    doc: 'Decides which members an archive must have.',
    example: '1.9',
  },
  {
    key: 'ARCHIVE_STORES',
    section,
    schema: words,
    doc: "The data stores in the archive, when they are fewer than the version's standard set.",
    example: 'postgres,minio',
  },
  {
    key: 'CA_FILE',
    section,
    schema: text,
    doc: 'Certificates (PEM) of a private authority that the deployment uses, for the API and the browser.',
    example: '/etc/ssl/private-authority.pem',
  },
  {
    key: 'TEST_INFORMANT_EMAIL',
    section,
    schema: z.email('must be an e-mail address'),
    doc: "The administrator's own address: OpenCRVS writes to the informant of a registration.",
    example: 'admin@example.org',
  },
  {
    key: 'TEST_INFORMANT_PHONE',
    section,
    schema: text,
    doc: "The administrator's own number, where the form requires one: OpenCRVS may send messages to it.",
    example: '0711111111',
  },
  {
    key: 'TEST_NID',
    section,
    schema: words,
    doc: 'Identity numbers that may be used for tests, where the form requires any: one for each person it asks.',
    example: '0123456789',
  },
  {
    key: 'REGISTRATION_TEMPLATE',
    section,
    schema: text,
    doc: 'A JSON file with answers for single fields of the form, by field id. Nothing else needs to be answered.',
    example: 'registration.template.json',
  },
  {
    key: 'CYCLE',
    section,
    schema: z.enum(['trigger', 'wait']).default('wait'),
    doc: 'wait for the night, or trigger the jobs now.',
    example: 'wait',
  },
  {
    key: 'ALLOW_TRIGGER',
    section,
    schema: wordsOf(['backup', 'restore']).default([]),
    doc: "What may be triggered: a backup overwrites today's archive, a restore wipes staging. Rotation never is.",
    example: 'backup,restore',
  },
  {
    key: 'ALLOW_PRODUCTION_WRITES',
    section,
    schema: yes.default(false),
    doc: 'yes: a test registration may be made on production. A registered record can never be removed.',
    example: 'yes',
  },
  {
    key: 'ALLOW_STAGING_WRITES',
    section,
    schema: yes.default(false),
    doc: 'yes: a marker record may be made on staging, which must be gone after the restore.',
    example: 'yes',
  },
  {
    key: 'RECORD',
    section,
    schema: z.enum(RECORD_KINDS).optional(),
    doc: 'The test record on production: registered (for ever; usual for accept), declared (archived once it is verified; usual for nightly), or none (nothing is written, for nightly alone).',
    example: 'declared',
  },
  {
    key: 'ACKNOWLEDGE_INTEGRATIONS',
    section,
    schema: yes.default(false),
    doc: 'yes: a registered test record may reach the integrations that doctor lists, such as an identity service.',
    example: 'yes',
  },
  {
    key: 'GO_LIVE_DATE',
    section,
    schema: isoDate,
    doc: 'The first day of real registrations: after it no test record and no older archive may be left.',
    example: '2026-03-01',
  },
];
