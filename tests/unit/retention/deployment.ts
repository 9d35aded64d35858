import type { Policy } from '../../../helpers/facts/policy.ts';
import { answer } from '../../../helpers/checks/check.ts';
import { retentionChecks } from '../../../helpers/checks/retention.ts';
import type { Facts } from '../../../helpers/facts/facts.ts';
import { ok } from '../../../helpers/base/outcome.ts';
import type {
  BackupListing,
  HostClock,
  ListedEntry,
  RetentionFacts,
} from '../../../helpers/facts/retention.ts';
import { instantOf } from '../../../helpers/schedule/local-time.ts';
import { listDirectory } from '../../../helpers/retention/list-directory.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';
import type { BackupDirectory } from './backup-directory.ts';

/** No clock change, two hours ahead of UTC: what is judged by the wrong zone shows at midnight. */
export const ZONE = 'Africa/Lusaka';
/** The day of the tests. */
export const TODAY = '2026-11-23';
export const midnight = (date: string, zone = ZONE): Date => new Date(instantOf(zone, date, '00:00'));
/** This time of the day of the tests. */
export const at = (time: string, date = TODAY, zone = ZONE): Date => new Date(instantOf(zone, date, time));

export const policy: Policy = {
  profile: 'nightly',
  layout: 'swarm',
  backupsToKeep: 7,
  backupDir: '/home/backup/backups',
  opencrvsVersion: '1.9',
  stores: null,
};

export const clock = (changes: Partial<HostClock> = {}): HostClock => ({
  now: at('10:00').toISOString(),
  aheadMs: 0,
  uncertainMs: 5,
  timeZone: ZONE,
  crontabChangedAt: '2026-10-01T08:00:00Z',
  ...changes,
});

/** What is known beside the listing, as OpenCRVS provisions it. */
export function facts(listing: BackupListing, backupDir: string, now = at('10:00')): RetentionFacts {
  const remoteDirectory = backupDir;
  return {
    now: now.toISOString(),
    backupDir,
    listing: { ...listing, disk: { freeBytes: 50 * 2 ** 30, totalBytes: 100 * 2 ** 30 } },
    clocks: { production: ok(clock()), staging: ok(clock()), backup: ok(clock()) },
    jobs: {
      production: ok([{ job: 'backup', schedule: '0 0 * * *', dateZone: null, remoteDirectory }]),
      staging: ok([
        { job: 'download', schedule: '30 0 * * *', dateZone: null, remoteDirectory },
        { job: 'restore', schedule: '0 1 * * *', dateZone: null, remoteDirectory: null },
      ]),
    },
    rotation: ok([{ schedule: '0 0 * * *', directory: backupDir, keep: 7, kind: 'every-directory' }]),
    exceptions: ok([]),
    earlier: [],
  };
}

/** The real listing of a real directory, with what else a deployment tells. */
export async function factsOf(
  directory: BackupDirectory,
  now?: Date,
): Promise<Facts & { seen: RetentionFacts }> {
  const listing = await listDirectory(localHost('backup'), directory.path);
  const seen = facts(listing, directory.path, now);
  return { policy: { ...policy, backupDir: directory.path }, retention: ok(seen), seen };
}

/** A listing as OpenCRVS's backup host gives it, of made-up entries. */
export const listing = (entries: ListedEntry[]): BackupListing => ({
  entries,
  complete: true,
  truncated: false,
  growing: [],
  ancestors: ['/', '/home', '/home/backup', '/home/backup/backups'].map((path) => ({
    path,
    owner: path.startsWith('/home/backup') ? 'backup' : 'root',
    group: path.startsWith('/home/backup') ? 'backup' : 'root',
    mode: path === '/home/backup' ? 0o750 : 0o755,
  })),
  disk: { freeBytes: 50 * 2 ** 30, totalBytes: 100 * 2 ** 30 },
  tookMs: 1,
});

/** The codes that fail on these facts, in alphabetical order. */
export const failedCodes = (all: Facts): string[] =>
  retentionChecks
    .map((check) => answer(check, all))
    .filter(({ status }) => status === 'failed')
    .map(({ code }) => code)
    .sort();
