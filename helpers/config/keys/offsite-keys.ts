import { text, wholeNumber, words, yes, type Key } from './key.ts';

const section = 'Off-site copy and recovery';

/** Where copies outside the data centre lie, and how often recovery is rehearsed. */
export const offsiteKeys: readonly Key[] = [
  {
    key: 'OFFSITE_DIR',
    section,
    schema: words.refine(
      (dirs) => dirs.every((dir) => dir.startsWith('/')),
      'must be absolute paths, several with commas',
    ),
    doc: 'Folder for off-site copies (“npm run copy”): a removable disk, a share of another site. Several with commas.',
    example: '/media/opencrvs-copy',
  },
  {
    key: 'OFFSITE_REQUIRE_MOUNT',
    section,
    schema: yes.default(false),
    doc: 'yes: each OFFSITE_DIR must be a mount point, so that nothing is written beside a disk that is not there.',
    example: 'yes',
  },
  {
    key: 'OFFSITE_MAX_AGE_DAYS',
    section,
    schema: wholeNumber.min(1, 'must be at least 1'),
    doc: 'How old the newest off-site copy may be. Without it AMOUNT_OF_BACKUPS_TO_KEEP: the manual’s rule; a smaller number is stricter.',
    example: '7',
  },
  {
    key: 'DRILL_MAX_AGE_DAYS',
    section,
    schema: wholeNumber.min(1, 'must be at least 1').default(90),
    doc: 'How long ago the last successful recovery drill may be (“npm run drill”).',
    example: '90',
  },
  {
    key: 'DRILL_DIR',
    section,
    schema: text.startsWith('/', 'must be an absolute path'),
    doc: 'Where a drill keeps its throw-away database, when /dev/shm (memory) is too small: an encrypted or ephemeral disk, for it holds citizens’ records until the drill ends.',
    example: '/mnt/encrypted-scratch',
  },
  {
    key: 'DRILL_POSTGRES_BIN',
    section,
    schema: text.startsWith('/', 'must be an absolute path'),
    doc: 'Folder with initdb, postgres, pg_restore and psql, where the newest of /usr/lib/postgresql is not the right one.',
    example: '/usr/lib/postgresql/17/bin',
  },
];
