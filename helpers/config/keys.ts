import * as z from 'zod';
import { LAYOUTS } from './policy.ts';

/** One setting: its check, what it means and an example. From these come validation, `.env.example` and the documentation. */
export interface Key {
  key: string;
  /** Settings that belong together, as headed in `.env.example`. */
  section: string;
  schema: z.ZodType;
  doc: string;
  example: string;
  /** Never echoed. */
  secret?: true;
}

const text = z.string().min(1);
const url = z
  .url({ protocol: /^https?$/, error: 'must be a web address' })
  .transform((value) => value.replace(/\/+$/, ''));
const yes = z.enum(['yes', 'no']).transform((value) => value === 'yes');
const wholeNumber = z.coerce.number({ error: 'must be a whole number' }).int('must be a whole number');
const list = <const T extends readonly [string, ...string[]]>(values: T) =>
  z
    .string()
    .transform((value) =>
      value
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.enum(values)));
const sshTarget = z
  .string()
  .regex(
    /^[^@\s]+@(?:[^@\s:[\]]+|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/,
    'must look like user@host or user@host:port',
  );
const fingerprint = z
  .string()
  .regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/, 'must be a fingerprint, SHA256:… as ssh-keygen -lf shows it');

function environment(prefix: 'PRODUCTION' | 'STAGING'): Key[] {
  const name = prefix.toLowerCase();
  const section = `${prefix[0]}${name.slice(1)}`;
  const key = (suffix: string, schema: z.ZodType, doc: string, example: string, secret?: true): Key => ({
    key: `${prefix}_${suffix}`,
    section,
    schema,
    doc,
    example,
    ...(secret === true ? { secret } : {}),
  });
  return [
    key(
      'DOMAIN',
      text,
      `Domain of ${name}: login., register., gateway. and minio. are put before it.`,
      `${name}.example.org`,
    ),
    key(
      'CLIENT_URL',
      url,
      'Where the client is, when it is not register.<domain>.',
      `https://register.${name}.example.org`,
    ),
    key(
      'LOGIN_URL',
      url,
      'Where the login page is, when it is not login.<domain>.',
      `https://login.${name}.example.org`,
    ),
    key(
      'GATEWAY_URL',
      url,
      'Where the gateway is, when it is not gateway.<domain>.',
      `https://gateway.${name}.example.org`,
    ),
    key(
      'FILES_URL',
      url,
      'Where the object store is, when it is not minio.<domain>.',
      `https://minio.${name}.example.org`,
    ),
    key('USERNAME', text, `A registrar on ${name}, who may declare and register births.`, 'k.mweene'),
    key('PASSWORD', text, "That user's password.", 'a password', true),
    key('PASSWORD_FILE', text, 'A file that holds the password, instead.', '/run/secrets/password'),
    key(
      '2FA_CODE',
      text,
      'The second factor where it is fixed (two-factor switched off: 000000).',
      '000000',
      true,
    ),
    key(
      'SSH',
      sshTarget,
      `SSH login on ${name}; without it, what only the host knows stays not proven.`,
      `verifier@${name}.example.org:22`,
    ),
    key('SSH_KEY_FILE', text, 'Private key for that login.', '~/.ssh/id_ed25519'),
    key('SSH_KEY_PASSPHRASE', text, 'Passphrase of that key, when it has one.', 'a passphrase', true),
    key(
      'SSH_HOST_KEY',
      fingerprint,
      "The host key's fingerprint: any other key is refused.",
      'SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU',
    ),
    key(
      'SSH_TOTP_SECRET',
      text,
      'Base32 secret of the authenticator, where the login asks for a verification code.',
      'JBSWY3DPEHPK3PXP',
      true,
    ),
  ];
}

export const KEYS: readonly Key[] = [
  ...environment('PRODUCTION'),
  ...environment('STAGING'),
  {
    key: 'STAGING_USERNAME_BEFORE_RESTORE',
    section: 'Staging',
    schema: text,
    doc: "A user of staging before its first restore, where production's users do not exist yet.",
    example: 'staging.admin',
  },
  {
    key: 'STAGING_PASSWORD_BEFORE_RESTORE',
    section: 'Staging',
    schema: text,
    doc: "That user's password.",
    example: 'a password',
    secret: true,
  },
  {
    key: 'BACKUP_SSH',
    section: 'Backup host',
    schema: sshTarget,
    doc: 'SSH login on the backup host that may read the archives.',
    example: 'backup@backup.example.org:22',
  },
  {
    key: 'BACKUP_SSH_KEY_FILE',
    section: 'Backup host',
    schema: text,
    doc: 'Private key for that login.',
    example: '~/.ssh/id_ed25519',
  },
  {
    key: 'BACKUP_SSH_KEY_PASSPHRASE',
    section: 'Backup host',
    schema: text,
    doc: 'Passphrase of that key, when it has one.',
    example: 'a passphrase',
    secret: true,
  },
  {
    key: 'BACKUP_SSH_HOST_KEY',
    section: 'Backup host',
    schema: fingerprint,
    doc: "The host key's fingerprint: any other key is refused.",
    example: 'SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU',
  },
  {
    key: 'BACKUP_SSH_TOTP_SECRET',
    section: 'Backup host',
    schema: text,
    doc: 'Base32 secret of the authenticator, where the login asks for a verification code.',
    example: 'JBSWY3DPEHPK3PXP',
    secret: true,
  },
  {
    key: 'BACKUP_DIR',
    section: 'Backup host',
    schema: z.string().startsWith('/', 'must be an absolute path').default('/home/backup/backups'),
    doc: 'Directory of the dated archives.',
    example: '/home/backup/backups',
  },
  {
    key: 'BACKUP_LAYOUT',
    section: 'Backup host',
    schema: z.enum(LAYOUTS).default('swarm'),
    doc: 'swarm (OpenCRVS 1.5-1.9) or kubernetes (2.x).',
    example: 'swarm',
  },
  {
    key: 'BACKUP_PASSPHRASE',
    section: 'Backup host',
    schema: text,
    doc: 'The passphrase of the archives, from where it is kept safe, not from the server.',
    example: 'a passphrase',
    secret: true,
  },
  {
    key: 'BACKUP_PASSPHRASE_FILE',
    section: 'Backup host',
    schema: text,
    doc: 'A file that holds the passphrase, instead.',
    example: '/run/secrets/backup-passphrase',
  },
  {
    key: 'AMOUNT_OF_BACKUPS_TO_KEEP',
    section: 'Backup host',
    schema: wholeNumber.min(1, 'must be at least 1').default(7),
    doc: "The retention that should hold, in nights; the host's own job is compared with it.",
    example: '7',
  },
  {
    key: 'OPENCRVS_VERSION',
    section: 'Proof',
    schema: z.string().regex(/^\d+\.\d+/, 'must be a version such as 1.9'),
    doc: 'Decides which members an archive must have.',
    example: '1.9',
  },
  {
    key: 'ARCHIVE_STORES',
    section: 'Proof',
    schema: z.string().transform((value) =>
      value
        .split(',')
        .map((store) => store.trim())
        .filter(Boolean),
    ),
    doc: "The data stores in the archive, when they are fewer than the version's standard set.",
    example: 'postgres,minio',
  },
  {
    key: 'TEST_INFORMANT_EMAIL',
    section: 'Proof',
    schema: z.email('must be an e-mail address'),
    doc: "The administrator's own address: OpenCRVS writes to the informant of a registration.",
    example: 'admin@example.org',
  },
  {
    key: 'CYCLE',
    section: 'Proof',
    schema: z.enum(['trigger', 'wait']).default('wait'),
    doc: 'wait for the night, or trigger the jobs now.',
    example: 'wait',
  },
  {
    key: 'ALLOW_TRIGGER',
    section: 'Proof',
    schema: list(['backup', 'restore']).default([]),
    doc: "What may be triggered: a backup overwrites today's archive, a restore wipes staging. Rotation never is.",
    example: 'backup,restore',
  },
  {
    key: 'ALLOW_PRODUCTION_WRITES',
    section: 'Proof',
    schema: yes.default(false),
    doc: 'yes: a test registration may be made on production. A registered record can never be removed.',
    example: 'yes',
  },
  {
    key: 'ALLOW_STAGING_WRITES',
    section: 'Proof',
    schema: yes.default(false),
    doc: 'yes: a marker record may be made on staging, which must be gone after the restore.',
    example: 'yes',
  },
];
