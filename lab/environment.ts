import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layout } from '../helpers/config/policy.ts';
import type { HostName } from './hosts/host-container.ts';
import type { LabHost } from './hosts/lab-host.ts';
import { REGISTRY_PORTS, SSH_PORT } from './hosts/start-host.ts';
import type { LabSecrets } from './secrets.ts';

/** Users of the registry's own, and what they are told at login: two-factor authentication is off, as on a fresh OpenCRVS. */
export const REGISTRAR = 'k.mweene';
export const STAGING_REGISTRAR = 's.banda';
export const TWO_FACTOR_CODE = '000000';

export interface EnvironmentSettings {
  /** Where files with secrets may lie. */
  folder: string;
  hosts: Record<HostName, LabHost>;
  secrets: LabSecrets;
  layout: Layout;
  backupDir: string;
  backupsToKeep: number;
}

/** The host key's fingerprint, as `ssh-keygen -lf` shows it. */
async function hostKeyFingerprint(host: LabHost): Promise<string> {
  const [, key = ''] = (await host.sh('cat /etc/ssh/ssh_host_ed25519_key.pub')).split(' ');
  return `SHA256:${createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64').replace(/=+$/, '')}`;
}

/** The addresses of a host's registry on this machine. */
export const registryUrls = (host: LabHost): Record<keyof typeof REGISTRY_PORTS, string> => {
  const url = (port: number) => `http://127.0.0.1:${host.port(port)}`;
  return {
    login: url(REGISTRY_PORTS.login),
    client: url(REGISTRY_PORTS.client),
    gateway: url(REGISTRY_PORTS.gateway),
    files: url(REGISTRY_PORTS.files),
  };
};

/** What a verifier needs to know of the lab: the settings of a `.env`, and the files that hold its secrets. */
export async function labEnvironment(settings: EnvironmentSettings): Promise<Record<string, string>> {
  const { folder, hosts, secrets, layout, backupDir, backupsToKeep } = settings;
  const secretFile = async (name: string, content: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content, { mode: 0o600 });
    return path;
  };
  const keyFile = await secretFile('verifier-key', secrets.verifierKey.private);
  const env: Record<string, string> = {};
  for (const [name, host] of Object.entries(hosts)) {
    const prefix = name.toUpperCase();
    env[`${prefix}_SSH`] = `sysadmin@127.0.0.1:${host.port(SSH_PORT)}`;
    env[`${prefix}_SSH_KEY_FILE`] = keyFile;
    env[`${prefix}_SSH_HOST_KEY`] = await hostKeyFingerprint(host);
    if (name === 'backup') continue;
    for (const [which, url] of Object.entries(registryUrls(host)))
      env[`${prefix}_${which.toUpperCase()}_URL`] = url;
    env[`${prefix}_USERNAME`] = REGISTRAR;
    env[`${prefix}_PASSWORD`] = secrets.registrarPassword;
    env[`${prefix}_2FA_CODE`] = TWO_FACTOR_CODE;
  }
  return {
    ...env,
    PRODUCTION_SSH_TOTP_SECRET: secrets.totpSecret,
    STAGING_USERNAME_BEFORE_RESTORE: STAGING_REGISTRAR,
    STAGING_PASSWORD_BEFORE_RESTORE: secrets.stagingPassword,
    BACKUP_DIR: backupDir,
    BACKUP_LAYOUT: layout,
    BACKUP_PASSPHRASE_FILE: await secretFile('passphrase', secrets.passphrase),
    AMOUNT_OF_BACKUPS_TO_KEEP: String(backupsToKeep),
    ARCHIVE_STORES: 'postgres,minio',
    OPENCRVS_VERSION: layout === 'swarm' ? '1.9' : '2.0',
    TEST_INFORMANT_EMAIL: 'informant@example.org',
    CYCLE: 'trigger',
    ALLOW_TRIGGER: 'backup,restore',
    ALLOW_PRODUCTION_WRITES: 'yes',
    ALLOW_STAGING_WRITES: 'yes',
  };
}
