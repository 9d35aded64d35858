import type { Cause } from '../cause.ts';
import { fails, type Sign } from '../sign.ts';

const REGISTER = [
  'RECOVERY_ROWS_EQUAL',
  'RECOVERY_EVENTS_COMPLETE',
  'RECOVERY_IDENTIFIERS_UNIQUE',
  'RECOVERY_FILES_COMPLETE',
  'RECOVERY_USERS',
  'RECOVERY_TEST_RECORD',
] as const;

const any = (codes: readonly Parameters<typeof fails>[0][], weight: number): (readonly [number, Sign])[] =>
  codes.map((code) => [weight, fails(code)] as const);

/** What is wrong with the copies off the site, and with the day on which they are needed. */
export const recoveryCauses: readonly Cause[] = [
  {
    code: 'OFFSITE_COPY_STALE',
    stage: 'recovery',
    explains: ['OFFSITE_COPY_FRESH'],
    title: 'Nobody copied a night off the site for longer than the nights are kept',
    remedy: 'Connect the disk and run “npm run copy”; put it into cron, or into somebody’s calendar.',
    signs: [[9, fails('OFFSITE_COPY_FRESH')]],
  },
  {
    code: 'OFFSITE_COPY_DAMAGED',
    stage: 'recovery',
    explains: ['OFFSITE_COPY_WHOLE', 'OFFSITE_COPY_KEPT', 'RECOVERY_COPY_AS_MANIFEST', 'RECOVERY_RESTORED'],
    title: 'A copy on the off-site disk is no longer what was copied',
    remedy:
      'Do not count on that copy: copy the night again onto another disk while the backup host still has it, find out who wrote to this disk, and test it.',
    signs: [
      [9, fails('OFFSITE_COPY_WHOLE')],
      [9, fails('RECOVERY_COPY_AS_MANIFEST')],
      [3, fails('OFFSITE_COPY_KEPT')],
    ],
  },
  {
    code: 'DUMP_NOT_RESTORABLE',
    stage: 'recovery',
    explains: ['RECOVERY_RESTORED', ...REGISTER],
    title: 'pg_restore does not bring the dump back into an empty database',
    remedy:
      'Read what pg_restore says: a truncated dump, an extension that the server lacks, or rows that break their own rules. Then drill the night before.',
    signs: [[9, fails('RECOVERY_RESTORED')]],
  },
  {
    code: 'RECOVERED_REGISTER_INCOMPLETE',
    stage: 'recovery',
    explains: REGISTER,
    title: 'The dump restores, but the register that comes back is not whole',
    remedy:
      'Compare what the checks name with production: what production has and the backup has not, the backup job leaves out; what both lack is older than the backup.',
    signs: any(REGISTER, 8),
  },
  {
    code: 'DRILL_LEFT_DATA',
    stage: 'recovery',
    explains: ['RECOVERY_NOTHING_LEFT'],
    title: 'The drill left restored records on this machine',
    remedy: 'Delete the folder that is named: it holds citizens’ records. Then report the defect.',
    signs: [[9, fails('RECOVERY_NOTHING_LEFT')]],
  },
];
