import * as z from 'zod';
import type { Profile } from '../checks/check.ts';
import { UserError } from '../user-error.ts';
import { KEYS } from './keys.ts';
import type { Layout, Policy } from './policy.ts';
import { problemTable, type Problem } from './problem-table.ts';
import { learnConfiguredSecrets, secretValue } from './secret-value.ts';
import { unknownKeys } from './unknown-keys.ts';

export interface EnvironmentConfig {
  clientUrl: string;
  loginUrl: string;
  gatewayUrl: string;
  filesUrl: string;
  username: string;
  password: string;
  secondFactorCode: string;
}

export interface SshConfig {
  user: string;
  host: string;
  port: number;
  keyFile: string;
  keyPassphrase: string | null;
  /** `SHA256:…`, the only host key that is accepted. */
  hostKey: string;
  totpSecret: string | null;
}

export interface Config {
  production: EnvironmentConfig;
  staging: EnvironmentConfig;
  /** Who can log in to staging before its first restore; null: production's user. */
  stagingBeforeRestore: { username: string; password: string } | null;
  ssh: { production: SshConfig | null; staging: SshConfig | null; backup: SshConfig | null };
  policy: Policy;
  passphrase: string;
  informantEmail: string;
  cycle: 'trigger' | 'wait';
  allowTrigger: readonly ('backup' | 'restore')[];
  allowProductionWrites: boolean;
  allowStagingWrites: boolean;
}

type Values = Record<string, unknown>;

/**
 * Settings from an environment such as `process.env`. Secrets are learnt by the redactor before anything else happens.
 *
 * @throws UserError (exit code 2) with every problem at once
 */
export function loadConfig(env: Record<string, string | undefined>, profile: Profile): Config {
  learnConfiguredSecrets(env);
  const { values, problems } = readKeys(env);
  problems.push(...unknownKeys(env));
  const want = (key: string): string => {
    const value = values[key];
    if (typeof value === 'string') return value;
    if (!problems.some((problem) => problem.key === key)) problems.push({ key, wrong: 'is missing' });
    return '';
  };
  const secret = (key: string): string => {
    const value = secretValue(key, values, problems);
    if (value === null) problems.push({ key, wrong: `is missing (or ${key}_FILE)` });
    return value ?? '';
  };
  const environment = (prefix: 'PRODUCTION' | 'STAGING', fallback?: EnvironmentConfig): EnvironmentConfig => {
    const domain = values[`${prefix}_DOMAIN`];
    const address = (key: string, host: string) =>
      typeof domain === 'string' && values[key] === undefined ? `https://${host}.${domain}` : want(key);
    return {
      clientUrl: address(`${prefix}_CLIENT_URL`, 'register'),
      loginUrl: address(`${prefix}_LOGIN_URL`, 'login'),
      gatewayUrl: address(`${prefix}_GATEWAY_URL`, 'gateway'),
      filesUrl: address(`${prefix}_FILES_URL`, 'minio'),
      username:
        (values[`${prefix}_USERNAME`] as string | undefined) ??
        fallback?.username ??
        want(`${prefix}_USERNAME`),
      password:
        secretValue(`${prefix}_PASSWORD`, values, problems) ??
        fallback?.password ??
        secret(`${prefix}_PASSWORD`),
      secondFactorCode:
        secretValue(`${prefix}_2FA_CODE`, values, problems) ??
        fallback?.secondFactorCode ??
        secret(`${prefix}_2FA_CODE`),
    };
  };
  const ssh = (prefix: string): SshConfig | null => {
    const target = values[`${prefix}_SSH`];
    if (typeof target !== 'string') return null;
    const [, user = '', host = '', port] = /^([^@]+)@(.+?)(?::(\d+))?$/.exec(target) ?? [];
    return {
      user,
      host: host.replace(/^\[|\]$/g, ''),
      port: port === undefined ? 22 : Number(port),
      keyFile: want(`${prefix}_SSH_KEY_FILE`),
      keyPassphrase: secretValue(`${prefix}_SSH_KEY_PASSPHRASE`, values, problems),
      hostKey: want(`${prefix}_SSH_HOST_KEY`),
      totpSecret: secretValue(`${prefix}_SSH_TOTP_SECRET`, values, problems),
    };
  };

  const production = environment('PRODUCTION');
  const before = values['STAGING_USERNAME_BEFORE_RESTORE'] as string | undefined;
  const config: Config = {
    production,
    // After a restore staging has production's users: its own settings are needed only where they differ.
    staging: environment('STAGING', production),
    stagingBeforeRestore:
      before === undefined ? null : { username: before, password: secret('STAGING_PASSWORD_BEFORE_RESTORE') },
    ssh: { production: ssh('PRODUCTION'), staging: ssh('STAGING'), backup: ssh('BACKUP') },
    policy: {
      profile,
      layout: values['BACKUP_LAYOUT'] as Layout,
      backupsToKeep: values['AMOUNT_OF_BACKUPS_TO_KEEP'] as number,
      backupDir: values['BACKUP_DIR'] as string,
      opencrvsVersion: (values['OPENCRVS_VERSION'] as string | undefined) ?? null,
      stores: (values['ARCHIVE_STORES'] as string[] | undefined) ?? null,
    },
    passphrase: secret('BACKUP_PASSPHRASE'),
    informantEmail: want('TEST_INFORMANT_EMAIL'),
    cycle: values['CYCLE'] as 'trigger' | 'wait',
    allowTrigger: values['ALLOW_TRIGGER'] as ('backup' | 'restore')[],
    allowProductionWrites: values['ALLOW_PRODUCTION_WRITES'] as boolean,
    allowStagingWrites: values['ALLOW_STAGING_WRITES'] as boolean,
  };
  if (problems.length > 0) throw new UserError(problemTable(problems));
  return config;
}

function readKeys(env: Record<string, string | undefined>): { values: Values; problems: Problem[] } {
  const values: Values = {};
  const problems: Problem[] = [];
  for (const { key, schema } of KEYS) {
    const raw = env[key];
    const result = z.safeParse(schema, raw === '' ? undefined : raw);
    if (result.success) values[key] = result.data;
    else if (raw !== undefined && raw !== '') {
      problems.push({ key, wrong: result.error.issues[0]?.message ?? 'is wrong' });
    }
  }
  return { values, problems };
}
