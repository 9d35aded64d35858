import type { CheckCode } from '../../checks/codes.ts';
import { damaged, inArchive } from '../archive-signs.ts';
import type { Cause, Family } from '../cause.ts';
import { NOT_FETCHED } from '../explains.ts';
import { all, fails, sign } from '../sign.ts';
import { staging } from '../staging-signs.ts';

/** The archive is there and is of no use: where nobody looked into it, these all look alike. */
const traces: Cause['signs'] = [
  [1, staging.recordGone],
  [1, staging.loginRefused],
];

/** A reason why tonight's archive cannot be restored. */
export const unusable = (
  cause: Omit<Cause, 'stage' | 'explains' | 'family'> & { explains: readonly CheckCode[] },
): Cause => ({
  stage: 'archive',
  family: 'ARCHIVE_UNUSABLE',
  unless: [fails('ARCHIVE_EXISTS')],
  ...cause,
  explains: [...cause.explains, ...NOT_FETCHED],
  signs: [...cause.signs, ...traces],
});

export const ARCHIVE_UNUSABLE: Family = {
  code: 'ARCHIVE_UNUSABLE',
  stage: 'archive',
  explains: NOT_FETCHED,
  title: 'Tonight’s archive is on the backup host but cannot be restored',
  remedy:
    'Give this proof a login on the backup host and the passphrase, or verify a copy of the archive by hand: it names the damage.',
  establishedBy: sign('backup', 'the archive cannot be read', () => false),
  unless: [fails('ARCHIVE_EXISTS')],
};

const plain = inArchive('the archive is a gzip stream that anybody can unpack', ({ files }) =>
  files.some(({ reading }) => reading?.container === 'gzip'),
);

/** What can be wrong with the archive's own bytes and its encryption. */
export const archiveBytesCauses: readonly Cause[] = [
  unusable({
    code: 'ARCHIVE_IN_PLAIN_TEXT',
    explains: ['ARCHIVE_ENCRYPTED', 'ARCHIVE_DECRYPTS', 'RETENTION_NO_PLAINTEXT', 'ARCHIVE_NO_PLAIN_MIRROR'],
    title: 'The archive is not encrypted: whoever reaches the backup host can read it',
    remedy:
      'Keep the file until the night has another archive, but let only root read it (chmod 600). Find out what made it and who could read it, and run the backup job again.',
    signs: [
      [10, all('the archive is a gzip stream that anybody can unpack', fails('ARCHIVE_ENCRYPTED'), plain)],
      [9, fails('RETENTION_NO_PLAINTEXT')],
    ],
  }),
  {
    code: 'OBJECT_MIRROR_IN_PLAIN_TEXT',
    stage: 'archive',
    explains: ['ARCHIVE_NO_PLAIN_MIRROR', 'RETENTION_NO_PLAINTEXT'],
    title: 'A readable copy of the object store lies beside the archives',
    remedy:
      'Differential backups of MinIO are plain by design: choose the backup type dump, or put the directory on an encrypted disk that only the backup job can read.',
    signs: [[10, fails('ARCHIVE_NO_PLAIN_MIRROR')]],
    bringsAbout: ['ARCHIVE_IN_PLAIN_TEXT'],
  },
  unusable({
    code: 'ARCHIVE_NOT_RECOGNISED',
    explains: [
      'ARCHIVE_ENCRYPTED',
      'ARCHIVE_DECRYPTS',
      'ARCHIVE_WHOLE',
      'ARCHIVE_PACKED_WHOLE',
      'RETENTION_NO_PLAINTEXT',
    ],
    title: 'What lies under the archive’s name is no archive of OpenCRVS',
    remedy:
      'Keep the file and find out what it is and who put it there: it may be encrypted in another way, or a disk may have lost its beginning. Run the backup again under tonight’s date only after it was set aside.',
    signs: [
      [
        11,
        inArchive('the file begins with no header that openssl, gzip or tar write', ({ files }) =>
          files.some(({ reading }) => reading?.container === 'other'),
        ),
      ],
    ],
    bringsAbout: ['ARCHIVE_IN_PLAIN_TEXT', 'ARCHIVE_BIT_ROT'],
  }),
  unusable({
    code: 'PASSPHRASE_DIFFERS',
    explains: ['ARCHIVE_DECRYPTS'],
    title: 'The archive is encrypted with another passphrase than the one that is kept',
    remedy:
      'Find the passphrase that production’s backup job uses (BACKUP_ENCRYPTION_PASSPHRASE at its last provisioning), put that in the vault, or provision all environments anew with the kept one. Archives made meanwhile need the old one.',
    signs: [[9, fails('ARCHIVE_DECRYPTS')]],
  }),
  unusable({
    code: 'ENCRYPTED_WITH_OTHER_OPTIONS',
    explains: ['ARCHIVE_DECRYPTS'],
    title: 'The archive is encrypted with other options of openssl than OpenCRVS’s restore expects',
    remedy:
      'The backup job on production was changed: provision production again. To open this archive, give openssl the options that the check names.',
    signs: [
      [11, damaged('the passphrase opens it with other options', ({ kind }) => kind === 'wrong-options')],
    ],
    bringsAbout: ['PASSPHRASE_DIFFERS'],
  }),
  unusable({
    code: 'ARCHIVE_CHANGED_BEFORE_ENCRYPTION',
    explains: ['ARCHIVE_UNPACKS_AS_READ'],
    title: 'The archive holds names twice, or members that tar unpacks otherwise than they read',
    remedy:
      'Do not restore this night: the backup job never packs a name twice. Find out who can write to the job’s working folder or knows the passphrase, and run the job again.',
    signs: [[10, fails('ARCHIVE_UNPACKS_AS_READ')]],
  }),
  unusable({
    code: 'ARCHIVE_TRUNCATED',
    explains: ['ARCHIVE_WHOLE', 'ARCHIVE_PACKED_WHOLE', 'ARCHIVE_SIZE_PLAUSIBLE', 'ARCHIVE_SIZE_USUAL'],
    title: 'The archive is truncated: its upload or a copy was interrupted',
    remedy:
      'Run the backup again or take the night from another copy. Check the disk of the backup host, and copy by hand only to another name.',
    signs: [
      [
        10,
        damaged(
          'the file ends too early',
          ({ kind, layer }) => kind === 'cut' && /^source|cipher/.test(layer),
        ),
      ],
      [3, fails('ARCHIVE_WHOLE')],
    ],
  }),
  unusable({
    code: 'ARCHIVE_BIT_ROT',
    explains: ['ARCHIVE_WHOLE', 'ARCHIVE_DECRYPTS', 'ARCHIVE_PACKED_WHOLE'],
    title: 'Bytes of the archive changed after it was encrypted',
    remedy:
      'Take the night from another copy, test the disk and memory of the backup host, and verify the other nights.',
    signs: [
      [
        10,
        damaged(
          'bytes are not those that were encrypted',
          ({ kind, layer }) => kind === 'corrupt' && /^(cipher|gzip)$/.test(layer),
        ),
      ],
      [2, fails('ARCHIVE_WHOLE')],
    ],
  }),
  unusable({
    code: 'ARCHIVE_DAMAGED',
    explains: ['ARCHIVE_WHOLE'],
    title: 'The file on the backup host is not the one that production encrypted',
    remedy:
      'Compare it with another copy, or run the backup again; then find out what else writes to the backup host’s directory.',
    unless: [
      fails('ARCHIVE_EXISTS'),
      damaged('', ({ kind, layer }) => kind === 'cut' && /^source|cipher/.test(layer)),
      damaged('', ({ kind, layer }) => kind === 'corrupt' && /^(cipher|gzip)$/.test(layer)),
    ],
    signs: [[8, fails('ARCHIVE_WHOLE')]],
  }),
  unusable({
    code: 'BACKUP_PACKED_BADLY',
    explains: ['ARCHIVE_PACKED_WHOLE'],
    title: 'The archive was broken before it was encrypted',
    remedy: {
      swarm:
        'Read the backup job’s error log and check the free space of /tmp on production, then run it again.',
      kubernetes: 'Read the backup job’s log and check the free space of its volume, then run it again.',
    },
    signs: [[9, fails('ARCHIVE_PACKED_WHOLE')]],
  }),
];
