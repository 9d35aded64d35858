import type { Cause, Family } from '../cause.ts';
import { NOT_FETCHED } from '../explains.ts';
import { all, ended, fails, logged, notInstalled, passes } from '../sign.ts';
import { staging } from '../staging-signs.ts';
import { transferFailed } from '../transfer.ts';

/** Staging that did not get, or could not open, an archive that is there: it all looks alike from outside. */
export const notFetched: Cause['signs'] = [
  [1, staging.recordGone],
  [1, staging.loginRefused],
];

const READ_LOG = {
  swarm:
    'Read tonight’s lines of /var/log/opencrvs-restore.log on staging: “bad decrypt” is a wrong passphrase, rsync code 23 an archive that was not there yet. Compare the clocks and time zones of the hosts.',
  kubernetes:
    'Read the log of the restore job (kubectl logs): “bad decrypt” is a wrong passphrase, rsync code 23 an archive that was not there yet. Compare the schedules of backup and restore.',
};

export const ARCHIVE_NOT_FETCHED: Family = {
  code: 'ARCHIVE_NOT_FETCHED',
  stage: 'fetch',
  explains: NOT_FETCHED,
  title: 'The archive is on the backup host, but staging did not get it in time or could not open it',
  remedy: READ_LOG,
  establishedBy: all(
    'the archive is good and staging does not have the record',
    passes('ARCHIVE_HAS_REGISTRATION', ''),
    ended('download', 'badly'),
  ),
  unless: [fails('ARCHIVE_EXISTS')],
};

const fetching = (
  cause: Omit<Cause, 'stage' | 'explains' | 'family'> & Partial<Pick<Cause, 'explains'>>,
): Cause => ({
  stage: 'fetch',
  explains: NOT_FETCHED,
  family: 'ARCHIVE_NOT_FETCHED',
  unless: [fails('ARCHIVE_EXISTS')],
  ...cause,
  signs: [...notFetched, ...cause.signs],
});

/** Why staging did not get an archive that is on the backup host. */
export const fetchCauses: readonly Cause[] = [
  fetching({
    code: 'DOWNLOAD_NOT_INSTALLED',
    onlyIn: 'swarm',
    explains: ['CYCLE_JOBS_INSTALLED', ...NOT_FETCHED],
    title: 'Staging has no download job: its restore finds nothing of tonight',
    remedy: 'Provision staging with periodic_restore_from_backup enabled; then check root’s crontab.',
    unless: [],
    signs: [[10, notInstalled('download')]],
  }),
  fetching({
    code: 'STAGING_PASSPHRASE_DIFFERS',
    title: 'Staging tries to open the archive with another passphrase than production’s',
    remedy: {
      swarm:
        'Staging gets production’s passphrase when it is provisioned: provision staging again, then run download and restore.',
      kubernetes:
        'Copy production’s encryption secret to staging’s restore secret again, then run the restore.',
    },
    // A wrong key that staging's log names is no damage of the archive, which the same words may also mean.
    unless: [
      fails('ARCHIVE_EXISTS'),
      fails('ARCHIVE_WHOLE'),
      fails('ARCHIVE_DECRYPTS'),
      fails('ARCHIVE_ENCRYPTED'),
    ],
    signs: [
      [9, logged('download', /bad decrypt/i, 'staging’s passphrase does not open the archive')],
      [9, logged('restore', /bad decrypt/i, 'staging’s passphrase does not open the archive')],
    ],
    bringsAbout: ['RESTORE_COMMAND_FAILED'],
  }),
  fetching({
    code: 'DOWNLOAD_HOST_OUT_OF_REACH',
    title: 'Staging cannot reach the backup host',
    remedy:
      'From staging open an SSH connection to the backup host by hand; check its name, firewall, route, port and that sshd runs there.',
    unless: [],
    signs: [
      [
        9,
        transferFailed(
          'download',
          'the backup host is out of reach',
          'timed-out',
          'no-route',
          'connection-refused',
          'unknown-host',
        ),
      ],
    ],
    bringsAbout: ['DOWNLOAD_REFUSED'],
  }),
  fetching({
    code: 'DOWNLOAD_REFUSED',
    title: 'The backup host refused staging’s SSH key',
    remedy:
      'Put staging’s public key back into authorized_keys of the backup user (provision the backup host again), then run download and restore.',
    unless: [],
    signs: [[9, transferFailed('download', 'the login was refused', 'key-refused', 'host-key')]],
  }),
  fetching({
    code: 'DOWNLOAD_DISK_FULL',
    title: 'Staging has no room to unpack the archive',
    remedy:
      'Free space on staging’s /tmp and /data (old /tmp/backup-* folders hold citizens’ data in plain text): it takes three times the archive. Then run download and restore.',
    signs: [[9, logged('download', /no space left|disk full/i, 'no space left')]],
  }),
  fetching({
    code: 'BACKUP_TOO_SLOW',
    explains: ['RETENTION_IN_TIME', ...NOT_FETCHED],
    title: 'The backup is not ready when staging fetches it',
    remedy:
      'Move download and restore later than the backup usually ends, or make the backup faster; until then staging is wiped every night.',
    signs: [
      [9, fails('RETENTION_IN_TIME')],
      [2, logged('download', /code 23|no such file/i, 'the archive was not there yet')],
    ],
  }),
];
