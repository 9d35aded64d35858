import type { Problem } from '../facts/problem.ts';
import { sshConfig, type SshConfig } from './ssh-config.ts';

/** The new servers on which a register is to be brought back. */
export interface RecoveryConfig {
  /** The application server that runs the restore. */
  server: SshConfig;
  /** The new backup host, where the copy is put. */
  backup: SshConfig;
  backupDir: string;
  /** Restores the night `{date}`, where the host's crontab does not tell how; null: it does. */
  command: string | null;
  /** The servers' addresses, for telling them from production and staging. */
  urls: readonly string[];
  /** Whether what is on the new servers may be overwritten. */
  allowWipe: boolean;
}

/** Null: no new servers are named. */
export function recoveryConfig(values: Record<string, unknown>, problems: Problem[]): RecoveryConfig | null {
  const server = sshConfig('RECOVERY', values, problems);
  const backup = sshConfig('RECOVERY_BACKUP', values, problems);
  if (server === null || backup === null) {
    if (server !== null)
      problems.push({ key: 'RECOVERY_BACKUP_SSH', wrong: 'is missing beside RECOVERY_SSH' });
    return null;
  }
  const { RECOVERY_DOMAIN: domain, ...rest } = values;
  const urls = ['CLIENT', 'LOGIN', 'GATEWAY', 'FILES'].map((name) => rest[`RECOVERY_${name}_URL`]);
  return {
    ...{ server, backup },
    backupDir: (values['RECOVERY_BACKUP_DIR'] ?? values['BACKUP_DIR']) as string,
    command: (values['RECOVERY_RESTORE_COMMAND'] as string | undefined) ?? null,
    urls: [...urls, domain === undefined ? undefined : `https://register.${domain as string}`].filter(
      (url) => typeof url === 'string',
    ),
    allowWipe: values['RECOVERY_ALLOW_WIPE'] as boolean,
  };
}
