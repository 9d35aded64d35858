import * as z from 'zod';
import type { TriggerCommand } from './trigger-command.ts';
import type { OwnDetails } from '../opencrvs/declaration/own-details.ts';
import { readTemplate } from '../opencrvs/declaration/template/read-template.ts';
import type { Template } from '../opencrvs/declaration/template/template.ts';
import { UserError } from '../base/user-error.ts';
import { environmentConfig, type EnvironmentConfig } from './environment-config.ts';
import { KEYS } from './keys.ts';
import type { Layout, Policy, RecordKind } from '../facts/policy.ts';
import { problemTable } from './problem-table.ts';
import { recoveryConfig, type RecoveryConfig } from './recovery-config.ts';
import { offsiteConfig, type OffsiteConfig } from './offsite-config.ts';
import { readingConfig, type ReadingConfig } from './reading-config.ts';
import { reportingConfig, type ReportingConfig } from './reporting-config.ts';
import { learnConfiguredSecrets, secretValue } from './secret-value.ts';
import { sshConfig, type SshConfig } from './ssh-config.ts';
import { exclusiveKeys } from './exclusive-keys.ts';
import { unknownKeys } from './unknown-keys.ts';
import type { Profile } from '../facts/policy.ts';
import type { Problem } from '../facts/problem.ts';

export type { EnvironmentConfig } from './environment-config.ts';
export type { SshConfig } from './ssh-config.ts';

/** When the night happens, where no crontab can tell. */
export interface NightConfig {
  backupSchedule: string | null;
  restoreSchedule: string | null;
  /** IANA name, of these two schedules. */
  timeZone: string | null;
  /** Milliseconds by which a registration must come before a backup for that night to have to carry it. */
  marginMs: number;
  /** Milliseconds from a job's start to when its result must be there. */
  backupDeadlineMs: number;
  restoreDeadlineMs: number;
}

export interface Config {
  production: EnvironmentConfig;
  staging: EnvironmentConfig;
  /** Who can log in to staging before its first restore; null: production's user. */
  stagingBeforeRestore: { username: string; password: string } | null;
  ssh: { production: SshConfig | null; staging: SshConfig | null; backup: SshConfig | null };
  policy: Policy;
  passphrase: string;
  /** PEM file of a private certificate authority. */
  caFile: string | null;
  /** What a test record says of real people: the administrator's own. */
  own: OwnDetails;
  cycle: 'trigger' | 'wait';
  night: NightConfig;
  reading: ReadingConfig;
  offsite: OffsiteConfig;
  /** Null: no new servers are named. */
  recovery: RecoveryConfig | null;
  reporting: ReportingConfig;
  allowTrigger: readonly ('backup' | 'restore')[];
  /** Commands that take the place of the crontabs' lines; null: the line is run. */
  triggerCommands: Record<'backup' | 'restore', TriggerCommand | null>;
  allowProductionWrites: boolean;
  allowStagingWrites: boolean;
  /** Whether a registered test record may reach what is connected to production. */
  acknowledgeIntegrations: boolean;
}

/** What could be made of the settings. Where something is missing the text is empty and a problem says so. */
export interface ReadConfig {
  config: Config;
  problems: Problem[];
}

/**
 * Settings from an environment such as `process.env`. Secrets are learnt by the redactor before anything else happens.
 *
 * @throws UserError (exit code 2) with every problem at once
 */
export function loadConfig(env: Record<string, string | undefined>, profile: Profile): Config {
  const { config, problems } = readConfig(env, profile);
  if (problems.length > 0) throw new UserError(problemTable(problems));
  return config;
}

/** The same for those who can make use of half a configuration. */
export function readConfig(env: Record<string, string | undefined>, profile: Profile): ReadConfig {
  learnConfiguredSecrets(env);
  const { values, problems } = readKeys(env);
  problems.push(...unknownKeys(env), ...exclusiveKeys(env));
  const want = (key: string): string => {
    const value = values[key];
    if (typeof value === 'string') return value;
    if (!problems.some((problem) => problem.key === key)) problems.push({ key, wrong: 'is missing' });
    return '';
  };
  const secret = (key: string): string => {
    const value = secretValue(key, values, problems);
    if (value === null) problems.push({ key, wrong: `is missing (or ${key}_FILE or ${key}_COMMAND)` });
    return value ?? '';
  };
  const given = (key: string): string | null => (values[key] as string | undefined) ?? null;
  const production = environmentConfig('PRODUCTION', values, problems, { want, secret });
  const offsite = offsiteConfig(values);
  const before = given('STAGING_USERNAME_BEFORE_RESTORE');
  const config: Config = {
    production,
    // After a restore staging has production's users: its own settings are needed only where they differ.
    staging: environmentConfig('STAGING', values, problems, { want, secret }, production),
    stagingBeforeRestore:
      before === null ? null : { username: before, password: secret('STAGING_PASSWORD_BEFORE_RESTORE') },
    ssh: {
      production: sshConfig('PRODUCTION', values, problems),
      staging: sshConfig('STAGING', values, problems),
      backup: sshConfig('BACKUP', values, problems),
    },
    policy: {
      profile,
      layout: values['BACKUP_LAYOUT'] as Layout,
      backupsToKeep: values['AMOUNT_OF_BACKUPS_TO_KEEP'] as number,
      backupDir: values['BACKUP_DIR'] as string,
      opencrvsVersion: given('OPENCRVS_VERSION'),
      stores: (values['ARCHIVE_STORES'] as string[] | undefined) ?? null,
      goLiveDate: given('GO_LIVE_DATE'),
      backupTimes: backupTimes(given('BACKUP_SCHEDULE'), given('SCHEDULE_TIME_ZONE')),
      offsiteMaxAgeDays: offsite.dirs.length === 0 ? null : offsite.maxAgeDays,
      drillMaxAgeDays: offsite.drill.maxAgeDays,
      // Night after night a registered record would stay for ever.
      record: (given('RECORD') as RecordKind | null) ?? (profile === 'nightly' ? 'declared' : 'registered'),
      access: {
        production: values['PRODUCTION_SSH'] !== undefined,
        staging: values['STAGING_SSH'] !== undefined,
        backup: values['BACKUP_SSH'] !== undefined,
      },
    },
    passphrase: secret('BACKUP_PASSPHRASE'),
    caFile: given('CA_FILE'),
    own: {
      informantEmail: want('TEST_INFORMANT_EMAIL'),
      informantPhone: given('TEST_INFORMANT_PHONE'),
      nationalIds: (values['TEST_NID'] as string[] | undefined) ?? [],
      template: templateIn(given('REGISTRATION_TEMPLATE'), problems),
    },
    cycle: values['CYCLE'] as 'trigger' | 'wait',
    night: {
      backupSchedule: given('BACKUP_SCHEDULE'),
      restoreSchedule: given('RESTORE_SCHEDULE'),
      timeZone: given('SCHEDULE_TIME_ZONE'),
      marginMs: (values['REGISTRATION_MARGIN_MINUTES'] as number) * 60_000,
      backupDeadlineMs: (values['BACKUP_DEADLINE_MINUTES'] as number) * 60_000,
      restoreDeadlineMs: (values['RESTORE_DEADLINE_MINUTES'] as number) * 60_000,
    },
    reading: readingConfig(values, want),
    offsite,
    recovery: recoveryConfig(values, problems),
    reporting: reportingConfig(values, problems),
    allowTrigger: values['ALLOW_TRIGGER'] as ('backup' | 'restore')[],
    triggerCommands: { backup: triggerCommand('BACKUP', values), restore: triggerCommand('RESTORE', values) },
    allowProductionWrites: values['ALLOW_PRODUCTION_WRITES'] as boolean,
    allowStagingWrites: values['ALLOW_STAGING_WRITES'] as boolean,
    acknowledgeIntegrations: values['ACKNOWLEDGE_INTEGRATIONS'] as boolean,
  };
  problems.push(...wayProblems(config));
  return { config, problems: unique(problems) };
}

const backupTimes = (
  schedule: string | null,
  zone: string | null,
): { schedule: string; zone: string } | null =>
  schedule === null || zone === null ? null : { schedule, zone };

/** Each problem once, however many settings led to it. */
const unique = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [`${problem.key} ${problem.wrong}`, problem])).values(),
];

/** Ways through SSH need the login that they go through. */
function wayProblems({ production, staging, ssh }: Config): Problem[] {
  return Object.entries({ production, staging }).flatMap(([name, { proxy }]) => {
    const login = ssh[name as 'production' | 'staging'];
    const prefix = name.toUpperCase();
    const missing =
      proxy === 'ssh' && login === null
        ? `${prefix}_SSH`
        : proxy === 'ssh-jump' && (login?.jump ?? []).length === 0
          ? `${prefix}_SSH with a jump host`
          : null;
    return missing === null
      ? []
      : [{ key: `${prefix}_PROXY`, wrong: `is ${proxy ?? ''}, and there is no ${missing}` }];
  });
}

function templateIn(path: string | null, problems: Problem[]): Template | null {
  if (path === null) return null;
  try {
    return readTemplate(path);
  } catch (error) {
    problems.push({ key: 'REGISTRATION_TEMPLATE', wrong: (error as Error).message });
    return null;
  }
}

function triggerCommand(prefix: string, values: Record<string, unknown>): TriggerCommand | null {
  const command = values[`${prefix}_TRIGGER_COMMAND`];
  const on = values[`${prefix}_TRIGGER_ON`] as TriggerCommand['on'];
  return typeof command === 'string' ? { command, on } : null;
}

function readKeys(env: Record<string, string | undefined>): {
  values: Record<string, unknown>;
  problems: Problem[];
} {
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const { key, schema } of KEYS) {
    const raw = env[key];
    const result = z.safeParse(schema, raw === '' ? undefined : raw);
    if (result.success) values[key] = result.data;
    else if (raw !== undefined && raw !== '') {
      problems.push({ key, wrong: result.error.issues[0]?.message ?? 'is wrong' });
      // The default stands in, so that the rest can still be looked at.
      const fallback = z.safeParse(schema, undefined);
      if (fallback.success) values[key] = fallback.data;
    }
  }
  return { values, problems };
}
