import { layoutOf } from '../layout/layouts.ts';
import type { JobName } from '../facts/cycle.ts';
import type { Facts } from '../facts/facts.ts';
import { couldBeAsked } from '../facts/policy.ts';
import { tellingLines } from '../schedule/log-lines.ts';
import type { CheckCode } from './codes.ts';
import {
  failed,
  judged,
  notApplicable,
  notProven,
  passed,
  type CheckDefinition,
  type Finding,
} from './check.ts';

/** Where OpenCRVS's provisioning installs each job of the night. */
const HOST_OF = { backup: 'production', download: 'staging', restore: 'staging', rotate: 'backup' } as const;

function jobFinding(facts: Facts, job: JobName): Finding {
  const outcome = facts.cycle?.jobs[job];
  const inCluster = layoutOf(facts.policy.layout).scheduler === 'cluster';
  if (inCluster && job === 'download') return notApplicable('the restore job fetches the archives itself');
  const restore = facts.cycle?.jobs.restore;
  if (job === 'download' && outcome === undefined && restore?.ok === true && restore.value.byCommand === true)
    return notApplicable('the restore command brings the archive to staging, too');
  if (outcome === undefined) return notProven('the nightly cycle was not observed');
  if (inCluster && !outcome.ok && outcome.reason === 'missing')
    return notApplicable(`the cluster runs the ${job} job, not cron; what it left behind decides`);
  if (!outcome.ok) {
    return outcome.reason === 'missing'
      ? failed(`the ${job} job ends with exit code 0`, outcome.why)
      : notProven(outcome.why);
  }
  const { exitCode, successLine, startedAt, finishedAt, log } = outcome.value;
  if (exitCode === null && outcome.value.byCron === true) return byCronFinding(job, successLine, log);
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  const said = successLine === null ? '' : successLine ? ', line of success written' : ', no line of success';
  return judged(
    exitCode === 0 && successLine !== false,
    `the ${job} job ends with exit code 0${successLine === null ? '' : ' and writes its line of success'}`,
    `exit code ${exitCode ?? 'unknown'}${said}, ${seconds.toFixed(1)} s`,
    tellingLines(log).join('\n'),
  );
}

/** A night that cron ran by itself: its exit codes are kept nowhere, only the log is left. */
function byCronFinding(job: JobName, successLine: boolean | null, log: readonly string[]): Finding {
  if (successLine === null)
    return notApplicable(`cron ran the ${job} job and keeps no exit code; what staging shows decides`);
  const expected = `the ${job} job ran in its night and its log says so`;
  return judged(successLine, expected, successLine ? 'it does' : 'it does not', tellingLines(log).join('\n'));
}

const job = (code: CheckCode, name: JobName, title: string, remedy: string): CheckDefinition<Facts> => ({
  code,
  phase: 'nightly-cycle',
  severity: 'critical',
  title,
  remedy,
  requiredBy: ['acceptance'],
  judge: (facts) => jobFinding(facts, name),
});

export const cycleChecks: readonly CheckDefinition<Facts>[] = [
  {
    code: 'CYCLE_JOBS_INSTALLED',
    phase: 'nightly-cycle',
    severity: 'critical',
    title: 'Backup, download, restore and rotation stand in the crontabs of their hosts',
    remedy:
      'Provision the environments again with backups enabled, exactly one backup host and a non-empty encryption passphrase; then look at “sudo crontab -l” on each host.',
    requiredBy: ['acceptance', 'nightly'],
    judge: ({ policy, cycle }) => {
      if (layoutOf(policy.layout).scheduler === 'cluster')
        return notApplicable('the cluster schedules the jobs, not cron');
      if (cycle === undefined) return notProven('the nightly cycle was not observed');
      if (!cycle.schedules.ok) return notProven(cycle.schedules.why);
      const installed = cycle.schedules.value;
      const missing = (Object.keys(HOST_OF) as JobName[]).filter(
        (name) =>
          couldBeAsked(policy, HOST_OF[name]) &&
          !installed.some((entry) => entry.job === name && entry.host === HOST_OF[name]),
      );
      const closed = [...new Set(Object.values(HOST_OF))].filter((host) => !couldBeAsked(policy, host));
      if (missing.length === 0 && closed.length > 0)
        return notProven(`no SSH login on ${closed.join(' and ')} is configured`);
      const expected = 'backup on production, download and restore on staging, rotate on the backup host';
      return missing.length === 0
        ? passed(expected, installed.map((entry) => `${entry.job} ${entry.schedule}`).join('; '))
        : failed(expected, `missing: ${missing.map((name) => `${name} on ${HOST_OF[name]}`).join(', ')}`);
    },
  },
  job(
    'CYCLE_BACKUP_JOB',
    'backup',
    'The backup job on production ran to its end and says that it sent the archive',
    'Read /var/log/opencrvs-backup.log and opencrvs-backup.error.log on production. Exit code 0 without “Copied backup files to remote server.” is a failed upload: check the key in authorized_keys of the backup user, the disk of the backup host and the network.',
  ),
  job(
    'CYCLE_DOWNLOAD_JOB',
    'download',
    'The download job on staging fetched, decrypted and unpacked the archive',
    "Read /var/log/opencrvs-restore.log on staging. “bad decrypt”: staging's passphrase is not production's, provision staging again. rsync code 23: the archive of the date was not there yet.",
  ),
  job(
    'CYCLE_RESTORE_JOB',
    'restore',
    'The restore job on staging ran to its end',
    'Read /var/log/opencrvs-restore.log on staging: everything after the step that failed was cleared and not brought back. Mend the cause, then run download and restore again.',
  ),
];
