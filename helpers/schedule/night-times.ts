import { layoutOf } from '../layout/layouts.ts';
import type { Config } from '../config/load-config.ts';
import { installedJobs } from './jobs.ts';
import type { JobName } from '../facts/cycle.ts';
import type { Hosts } from '../deployment/hosts.ts';
import { outcomeOf } from '../base/outcome.ts';
import { readClock } from './host-clock.ts';
import type { Host } from '../ssh/host.ts';
import { UserError } from '../base/user-error.ts';
import type { Timetable } from './next-run.ts';
import type { NightTimes } from './night.ts';

interface Found extends Timetable {
  /** `TZ` of the crontab, in which the job itself reads the date. */
  dateZone: string;
}

/**
 * When the night's jobs run: from the crontabs and the hosts' zones, else from the configuration.
 *
 * @throws UserError that names the keys to set, where neither tells
 */
export async function nightTimes({ night, policy }: Config, hosts: Hosts): Promise<NightTimes> {
  const configured = (schedule: string | null): Found | null =>
    schedule === null || night.timeZone === null
      ? null
      : { schedule, zone: night.timeZone, dateZone: layoutOf(policy.layout).dateZone ?? night.timeZone };
  const backup = configured(night.backupSchedule) ?? (await inCrontab(hosts.production, 'backup'));
  const restore = configured(night.restoreSchedule) ?? (await inCrontab(hosts.staging, 'restore'));
  if (backup === null || restore === null) {
    const missing = [backup === null ? 'BACKUP_SCHEDULE' : '', restore === null ? 'RESTORE_SCHEDULE' : ''];
    throw new UserError(
      `When the night happens cannot be read from a crontab: set ${missing.filter(Boolean).join(', ')} and SCHEDULE_TIME_ZONE.`,
    );
  }
  return {
    backup,
    restore,
    dateZone: backup.dateZone,
    layout: policy.layout,
    marginMs: night.marginMs,
    backupDeadlineMs: night.backupDeadlineMs,
    restoreDeadlineMs: night.restoreDeadlineMs,
  };
}

async function inCrontab(host: Host | null, job: JobName): Promise<Found | null> {
  if (host === null) return null;
  const found = await outcomeOf(async () => ({
    entry: (await installedJobs(host))[job],
    zone: (await readClock(host)).timeZone,
  }));
  if (!found.ok || found.value.entry === undefined) return null;
  const { entry, zone } = found.value;
  // Debian's cron reads its own zone, the job that of its environment.
  return { schedule: entry.schedule, zone, dateZone: entry.variables['TZ']?.replace(/^:/, '') ?? zone };
}
