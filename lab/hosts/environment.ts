import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Blueprint } from './blueprint.ts';
import type { LabHost, LabHosts } from './lab-host.ts';
import { SSH_PORT } from './start-host.ts';
import { LAB_PERSON } from './person.ts';
import { REGISTRAR, STAGING_REGISTRAR, TWO_FACTOR_CODE, registryUrls } from './registry-config.ts';

/** In a lab's folder: the environment as a `.env` file. */
export const ENVIRONMENT_FILE = 'lab.env';

/** The host key's fingerprint, as `ssh-keygen -lf` shows it. */
async function hostKeyFingerprint(host: LabHost): Promise<string> {
  const [, key = ''] = (await host.sh('cat /etc/ssh/ssh_host_ed25519_key.pub')).split(' ');
  return `SHA256:${createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64').replace(/=+$/, '')}`;
}

/**
 * What a verifier needs to know of the lab: the settings of a `.env`, and the files in `folder` that hold its
 * secrets.
 */
export async function labEnvironment(
  hosts: LabHosts,
  { secrets, cron, backupsToKeep, stagingRestored }: Blueprint,
  folder: string,
): Promise<Record<string, string>> {
  const { layout, backupDir } = cron;
  const secretFile = async (name: string, content: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content, { mode: 0o600 });
    return path;
  };
  const keyFile = await secretFile('verifier-key', secrets.verifierKey.private);
  const passphraseFile = await secretFile('passphrase', secrets.passphrase);
  const env: Record<string, string> = {};
  for (const host of Object.values(hosts)) {
    const prefix = host.name.toUpperCase();
    env[`${prefix}_SSH`] = `sysadmin@127.0.0.1:${host.port(SSH_PORT)}`;
    env[`${prefix}_SSH_KEY_FILE`] = keyFile;
    env[`${prefix}_SSH_HOST_KEY`] = await hostKeyFingerprint(host);
    if (host.name === 'backup') continue;
    for (const [which, url] of Object.entries(registryUrls(host)))
      env[`${prefix}_${which.toUpperCase()}_URL`] = url;
    // After the restore staging has production's users.
    env[`${prefix}_USERNAME`] = REGISTRAR;
    env[`${prefix}_PASSWORD`] = secrets.registrarPassword;
    env[`${prefix}_2FA_CODE`] = TWO_FACTOR_CODE;
  }
  Object.assign(env, {
    LAB: 'yes',
    DEPLOYMENT_NAME: 'Lab',
    PRODUCTION_SSH_TOTP_SECRET: secrets.totpSecret,
    ...(stagingRestored
      ? {}
      : {
          STAGING_USERNAME_BEFORE_RESTORE: STAGING_REGISTRAR,
          STAGING_PASSWORD_BEFORE_RESTORE: secrets.stagingPassword,
        }),
    // Its form asks an identity service, as Farajaland's does.
    ACKNOWLEDGE_INTEGRATIONS: 'yes',
    BACKUP_DIR: backupDir,
    BACKUP_LAYOUT: layout,
    BACKUP_PASSPHRASE_FILE: passphraseFile,
    AMOUNT_OF_BACKUPS_TO_KEEP: String(backupsToKeep),
    ARCHIVE_STORES: 'postgres,minio',
    OPENCRVS_VERSION: layout === 'swarm' ? '1.9' : '2.0',
    TEST_INFORMANT_EMAIL: LAB_PERSON.informantEmail,
    TEST_INFORMANT_PHONE: LAB_PERSON.informantPhone,
    TEST_NID: LAB_PERSON.nationalIds.join(','),
    CYCLE: 'trigger',
    ALLOW_TRIGGER: 'backup,restore',
    ALLOW_PRODUCTION_WRITES: 'yes',
    ALLOW_STAGING_WRITES: 'yes',
  });
  const lines = Object.entries(env).map(([key, value]) => `${key}=${value}\n`);
  await secretFile(ENVIRONMENT_FILE, lines.join(''));
  return env;
}
