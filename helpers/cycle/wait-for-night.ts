import { err, outcomeOf, type Outcome } from '../base/outcome.ts';
import type { Clock } from '../schedule/clock.ts';
import type { Night } from '../schedule/night.ts';
import type { AbsenceFacts } from '../facts/cycle.ts';

/** Between two looks at the same thing: a restore takes minutes to hours. */
const POLL_MS = 60_000;
/** Before the restore begins; the look itself takes seconds. */
const ABSENCE_BEFORE_MS = 2 * 60_000;

/** The night's files as they lie on the backup host. */
export interface ArchiveSighting {
  /** Whether all of them are there. */
  complete: boolean;
  /** Sizes and times, to tell whether they still grow. */
  fingerprint: string;
}

/** What waiting asks of the world. Each may fail: then it is asked again. */
export interface NightWatch {
  clock: Clock;
  archive: () => Promise<ArchiveSighting>;
  /** Whether staging has the record. */
  restored: () => Promise<boolean>;
  absence: () => Promise<AbsenceFacts>;
  /** Done once, when the archive is whole and before staging has fetched it: the place for the later record. */
  afterBackup: () => Promise<void>;
  progress: (line: string) => void;
}

/** What was seen of the night while it happened. */
export interface WatchedNight {
  /** ISO 8601: when the archive was seen whole. */
  archiveSeenAt: Outcome<string>;
  /** ISO 8601: when staging first had the record. */
  restoredSeenAt: Outcome<string>;
  absentBeforeRestore: Outcome<AbsenceFacts>;
}

/**
 * Waits until the schedule says that something happens, then looks until it has happened or is overdue. A look that fails, for
 * whatever reason, is only told; the deadline decides. Can be begun again at any time: what is past is not waited for.
 */
export async function waitForNight(night: Night, watch: NightWatch): Promise<WatchedNight> {
  const { clock, progress } = watch;
  const at = (iso: string) => Date.parse(iso);
  progress(`waiting for the backup at ${night.backupAt}`);
  await clock.sleepUntil(at(night.backupAt));
  const archiveSeen = untilWhole(night, watch).then(async (seenAt) => {
    progress(seenAt.ok ? `the archive of ${night.date} is whole` : seenAt.why);
    // Staging may fetch the archive any moment after: a record made later than that would prove nothing.
    if (seenAt.ok && clock.now() < at(night.restoreAt)) await watch.afterBackup();
    return seenAt;
  });
  const absentBeforeRestore = await lookForAbsence(night, watch);
  progress(`waiting for the restore at ${night.restoreAt}`);
  await clock.sleepUntil(at(night.restoreAt));
  const restoredSeenAt = await untilSeen(
    watch,
    at(night.restoreDueBy),
    'staging does not have the record',
    watch.restored,
  );
  progress(restoredSeenAt.ok ? 'staging has the record' : restoredSeenAt.why);
  return { archiveSeenAt: await archiveSeen, restoredSeenAt, absentBeforeRestore };
}

async function lookForAbsence(night: Night, { clock, absence }: NightWatch): Promise<Outcome<AbsenceFacts>> {
  const restoreAt = Date.parse(night.restoreAt);
  await clock.sleepUntil(restoreAt - ABSENCE_BEFORE_MS);
  if (clock.now() >= restoreAt) return err('not-asked', 'the restore had begun when there was time to look');
  return outcomeOf(absence);
}

/** Until all files are there and two looks show the same. */
function untilWhole({ date, backupDueBy }: Night, watch: NightWatch): Promise<Outcome<string>> {
  let before: string | null = null;
  return untilSeen(
    watch,
    Date.parse(backupDueBy),
    `the archive of ${date} is not there or not whole`,
    async () => {
      const { complete, fingerprint } = await watch.archive();
      const still = complete && fingerprint === before;
      before = fingerprint;
      return still;
    },
  );
}

async function untilSeen(
  { clock, progress }: NightWatch,
  dueBy: number,
  missing: string,
  look: () => Promise<boolean>,
): Promise<Outcome<string>> {
  let last = '';
  for (;;) {
    const seen = await outcomeOf(look);
    if (seen.ok && seen.value) return { ok: true, value: new Date(clock.now()).toISOString() };
    const why = seen.ok ? '' : `: ${seen.why}`;
    if (why !== last && why !== '') progress(`no answer yet${why}`);
    last = why;
    if (clock.now() >= dueBy) return err('missing', `${missing} by ${new Date(dueBy).toISOString()}${why}`);
    await clock.sleepUntil(Math.min(clock.now() + POLL_MS, dueBy));
  }
}
