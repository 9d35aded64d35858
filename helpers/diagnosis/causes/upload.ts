import { NOTHING_ARRIVED } from '../explains.ts';
import type { Cause } from '../cause.ts';
import { all, ended, fails, logged, notLogged } from '../sign.ts';
import { nothingFailed, transferFailed } from '../transfer.ts';
import { noArchive, noBackup, sent } from './backup.ts';

const upload = (cause: Omit<Cause, 'stage' | 'explains'> & Partial<Pick<Cause, 'explains'>>): Cause =>
  noBackup({ ...cause, stage: 'upload' });

/** Why the backup that production made did not arrive. */
export const uploadCauses: readonly Cause[] = [
  upload({
    code: 'BACKUP_HOST_OUT_OF_REACH',
    title: 'Production cannot reach the backup host',
    remedy:
      'From production open an SSH connection to the backup host by hand; check firewall, route, port and that sshd runs there. Stop an upload that still hangs.',
    signs: [
      [
        9,
        transferFailed(
          'backup',
          'the backup host is out of reach',
          'timed-out',
          'no-route',
          'connection-refused',
        ),
      ],
      [
        8,
        all(
          'the job hangs after everything was dumped',
          ended('backup', 'never'),
          notLogged('backup', /trying again in/i, ''),
          nothingFailed('backup', ''),
        ),
      ],
    ],
  }),
  upload({
    code: 'BACKUP_HOST_UNKNOWN',
    title: 'Production cannot resolve the name of the backup host',
    remedy:
      'Correct the backup host’s name in the inventory or production’s name server, then run the backup.',
    signs: [[9, transferFailed('backup', 'the name of the backup host is not known', 'unknown-host')]],
  }),
  upload({
    code: 'BACKUP_UPLOAD_REFUSED',
    title: 'The backup host refused production’s SSH key',
    remedy:
      'Put production’s public key back into authorized_keys of the backup user (provision the backup host again), check that this user has not expired, then run the backup by hand. The job itself reports success.',
    signs: [[9, transferFailed('backup', 'the upload was refused', 'key-refused')]],
  }),
  upload({
    code: 'BACKUP_HOST_KEY_REFUSED',
    title: 'Production does not trust the backup host’s SSH key',
    remedy:
      'Find out whether the backup host was reinstalled; only then replace its key in known_hosts of production.',
    signs: [[9, transferFailed('backup', 'the host key does not fit', 'host-key')]],
  }),
  upload({
    code: 'BACKUP_UPLOAD_NOT_WRITABLE',
    title: 'The backup user may not write into the backup directory',
    remedy:
      'Give the backup directory and all below it to the backup user again, check that the file system is not mounted read-only, then run the backup by hand.',
    signs: [[9, transferFailed('backup', 'the archive could not be written', 'not-writable')]],
  }),
  upload({
    code: 'BACKUP_HOST_DISK_FULL',
    explains: ['RETENTION_DISK_SPACE', ...NOTHING_ARRIVED],
    title: 'The disk of the backup host is full',
    remedy:
      'Free space on the backup host: look for directories that rotation does not touch, and whether the retention fits the disk. Then run the backup by hand.',
    signs: [
      [9, transferFailed('backup', 'no space left on the backup host', 'no-space')],
      [
        9,
        all(
          'no space left, and the job went on',
          logged('backup', /no space left|disk full/i, ''),
          ended('backup', 'well'),
        ),
      ],
      [8, fails('RETENTION_DISK_SPACE')],
    ],
  }),
  upload({
    code: 'BACKUP_UPLOAD_CUT',
    title: 'The upload to the backup host was cut off',
    remedy:
      'Check the network and sshd’s log on the backup host for that minute, then run the backup by hand.',
    signs: [[8, transferFailed('backup', 'the connection ended early', 'cut')]],
  }),
  upload({
    code: 'BACKUP_UPLOAD_SKIPPED',
    title: 'The backup was made but never sent',
    remedy:
      'The backup job of 1.4 skips the upload because of a bug: update, and provision production again.',
    signs: [
      [
        8,
        all(
          'the job ended with 0, with no word of an upload or an error',
          ended('backup', 'well'),
          notLogged('backup', /rsync|permission denied|error|no space|^ssh:/i, 'no word of an upload'),
        ),
      ],
    ],
  }),
];

/** The archive is late, or its upload never came to its end. */
export const lateCauses: readonly Cause[] = [
  noBackup({
    code: 'UPLOAD_LEFT_HALF',
    stage: 'upload',
    unless: [],
    explains: ['RETENTION_NO_PARTIAL_FILES', ...NOTHING_ARRIVED],
    title: 'An interrupted upload left a partial archive on the backup host',
    remedy:
      'If no upload is running, delete the hidden file and run the backup again: the receiving side was killed or lost power.',
    signs: [[9, fails('RETENTION_NO_PARTIAL_FILES')]],
  }),
  noBackup({
    code: 'ARCHIVE_VANISHED',
    stage: 'upload',
    unless: [fails('RETENTION_NO_PARTIAL_FILES')],
    title: 'The archive was sent, and is gone from the backup host',
    remedy:
      'Find out what deleted or moved it there (rotation, a clean-up job, somebody by hand), and whether the job sends to the directory that is looked at. Then run the backup again.',
    signs: [[9, all('the backup job says that it sent the archive, and it is not there', sent, noArchive)]],
  }),
  {
    code: 'UPLOAD_STILL_RUNNING',
    stage: 'upload',
    explains: ['ARCHIVE_NOT_GROWING', 'ARCHIVE_WHOLE', 'RETENTION_NO_PARTIAL_FILES'],
    title: 'The archive was still being written while it was read',
    remedy:
      'Wait until the upload has ended and verify again. If it never ends, check the backup job and the network.',
    signs: [[9, fails('ARCHIVE_NOT_GROWING')]],
    bringsAbout: ['UPLOAD_LEFT_HALF'],
  },
];
