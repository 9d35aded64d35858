import { layoutOf } from '../layout/layouts.ts';
import type { Layout } from '../facts/policy.ts';
import { dateIn } from './local-time.ts';
import { UserError } from '../base/user-error.ts';
import { nextRun, type Timetable } from './next-run.ts';

export interface NightTimes {
  backup: Timetable;
  restore: Timetable;
  /** The zone whose date names the archive. */
  dateZone: string;
  layout: Layout;
  /** A record must be there this long before the backup begins: its last writes and a clock that is off must not decide. */
  marginMs: number;
  backupDeadlineMs: number;
  restoreDeadlineMs: number;
}

/** The night that must carry a registration, as instants in ISO 8601. */
export interface Night {
  /** Name of its archive, `YYYY-MM-DD`. */
  date: string;
  backupAt: string;
  backupDueBy: string;
  restoreAt: string;
  restoreDueBy: string;
}

/**
 * The first night whose backup begins long enough after the registration, and the restore that brings it to staging. On
 * Docker Swarm that is the next one; on Kubernetes restores take the archive of the day before.
 *
 * @throws UserError when a schedule never runs
 */
export function dueNight(registeredAt: number, times: NightTimes): Night {
  const backupAt = orNever(nextRun(times.backup, registeredAt + times.marginMs), times.backup);
  const date = dateIn(times.dateZone, backupAt);
  let restoreAt = orNever(nextRun(times.restore, backupAt + 1), times.restore);
  if (layoutOf(times.layout).restoreLag > 0) {
    while (dateIn(times.dateZone, restoreAt) <= date)
      restoreAt = orNever(nextRun(times.restore, restoreAt + 1), times.restore);
  }
  const iso = (instant: number) => new Date(instant).toISOString();
  return {
    date,
    backupAt: iso(backupAt),
    backupDueBy: iso(backupAt + times.backupDeadlineMs),
    restoreAt: iso(restoreAt),
    restoreDueBy: iso(restoreAt + times.restoreDeadlineMs),
  };
}

function orNever(instant: number | null, { schedule }: Timetable): number {
  if (instant === null) throw new UserError(`The schedule “${schedule}” never runs a job.`);
  return instant;
}
