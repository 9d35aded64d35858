import { crontabOf, type CronSettings } from '../jobs/crontab.ts';
import { jobFiles } from '../jobs/install.ts';
import type { LabSecrets } from './secrets.ts';
import type { HostFile } from '../engine/host-file.ts';
import type { HostName } from '../engine/host-names.ts';

const PRIVATE = 0o600;
const PUBLIC = 0o644;

/**
 * The authenticator's file of a user who has a second step. A code may serve twice: tests log in more often
 * than people.
 */
const authenticatorFile = (secret: string): string => `${secret}\n" WINDOW_SIZE 5\n" TOTP_AUTH\n`;

const storeSecrets = (secrets: LabSecrets): string =>
  [
    'POSTGRES_USER=postgres',
    `POSTGRES_PASSWORD=${secrets.postgresPassword}`,
    'EVENTS_USER=events_app',
    `EVENTS_PASSWORD=${secrets.eventsPassword}`,
    `MINIO_ROOT_USER=${secrets.s3.accessKey}`,
    `MINIO_ROOT_PASSWORD=${secrets.s3.secretKey}`,
    '',
  ].join('\n');

/**
 * The secret of the cluster that the jobs of the `kubernetes` layout read; in the other one it stands in the
 * crontab.
 */
function clusterSecrets(host: HostName, { layout, passphrase }: CronSettings): HostFile[] {
  if (layout !== 'kubernetes' || host === 'backup') return [];
  const name = host === 'production' ? 'backup-encryption-secret' : 'restore-encryption-secret';
  return [{ target: `/data/secrets/${name}`, content: `ENCRYPT_PASS=${passphrase}\n`, mode: PRIVATE }];
}

const applicationServerFiles = (secrets: LabSecrets): HostFile[] => [
  { target: '/data/secrets/opencrvs.secrets', content: storeSecrets(secrets), mode: PRIVATE },
  { target: '/root/.ssh/id_rsa', content: secrets.robotKey.private, mode: PRIVATE },
  { target: '/root/.ssh/id_rsa.pub', content: `${secrets.robotKey.public}\n`, mode: PUBLIC },
];

const ownFiles: Record<HostName, (secrets: LabSecrets, cron: CronSettings) => HostFile[]> = {
  production: (secrets) => [
    ...applicationServerFiles(secrets),
    {
      target: '/home/sysadmin/.google_authenticator',
      content: authenticatorFile(secrets.totpSecret),
      mode: PRIVATE,
    },
  ],
  staging: applicationServerFiles,
  backup: ({ robotKey, verifierKey }, { backupDir }) => [
    // Left behind by the provisioning's own test of the connection; brings the directory with it.
    { target: `${backupDir}/test_connection.txt`, content: 'test\n', mode: PUBLIC },
    {
      target: '/home/backup/.ssh/authorized_keys',
      content: `${robotKey.public}\n${verifierKey.public}\n`,
      mode: PRIVATE,
    },
  ],
};

/**
 * What makes a plain host of the image into production, staging or the backup host, apart from the registry.
 */
export async function hostFiles(
  host: HostName,
  secrets: LabSecrets,
  cron: CronSettings,
): Promise<HostFile[]> {
  return [
    ...(await jobFiles(host, cron.layout)),
    { target: '/var/spool/cron/crontabs/root', content: crontabOf(host, cron), mode: PRIVATE },
    {
      target: '/home/sysadmin/.ssh/authorized_keys',
      content: `${secrets.verifierKey.public}\n`,
      mode: PRIVATE,
    },
    { target: '/etc/lab/moments.key', content: secrets.momentsKey.private, mode: PRIVATE },
    { target: '/etc/lab/moments.pub', content: `${secrets.momentsKey.public}\n`, mode: PUBLIC },
    ...ownFiles[host](secrets, cron),
    ...clusterSecrets(host, cron),
  ];
}
