import { STATUSES } from '../../checks/check.ts';
import type { VerdictStatus } from '../../base/exit-code.ts';
import type { Result } from '../result/result.ts';

const VERDICTS: readonly VerdictStatus[] = ['passed', 'failed', 'not-proven'];
const PREFIX = 'opencrvs_backup_verifier_';

/**
 * A result for monitoring, in the text format that both OpenMetrics and node_exporter's textfile collector read. What was not
 * measured is absent, so that an alert on it fires instead of seeing a zero.
 *
 * @param lastSuccessAt ISO 8601: when a run last passed; null: never
 */
export function openMetrics(result: Result, lastSuccessAt: string | null): string {
  const { deployment, run, recovery, archive, retention, offsite, status, exitCode, counts } = result;
  const unix = (iso: string) => Date.parse(iso) / 1000;
  const { rpoHours, rtoSeconds, stagingAgeHours } = recovery;
  const hours = (value: number | null | undefined) => (value == null ? null : value * 3600);
  const families: Family[] = [
    {
      name: 'verdict',
      help: 'The last verdict: 1 for the one that holds.',
      samples: VERDICTS.map((one) => [{ status: one }, one === status ? 1 : 0]),
    },
    gauge('exit_code', 'Exit code of the last run.', exitCode),
    gauge('last_run_timestamp_seconds', 'When the last run ended.', unix(run.finishedAt)),
    gauge(
      'last_success_timestamp_seconds',
      'When a run last passed.',
      lastSuccessAt === null ? null : unix(lastSuccessAt),
    ),
    gauge('rpo_seconds', 'Registrations that a disaster would cost at the worst, in time.', hours(rpoHours)),
    gauge('rto_seconds', 'From the start of the download to the end of the restore.', rtoSeconds),
    gauge(
      'staging_data_age_seconds',
      'Age of the data on staging when it was looked at.',
      hours(stagingAgeHours),
    ),
    gauge('archive_bytes', 'Size of the night’s archive.', archive?.bytes),
    gauge('nights_kept', 'Dated archives on the backup host.', retention?.kept),
    gauge(
      'offsite_copy_age_seconds',
      'Age of the newest copy outside the data centre.',
      hours(offsite?.ageHours),
    ),
    {
      name: 'checks',
      help: 'Checks of the last run by status.',
      samples: STATUSES.map((one) => [{ status: one }, counts[one]]),
    },
  ];
  const base = { deployment: deployment.name, lab: deployment.isLab ? 'yes' : 'no' };
  const lines = families
    .filter(({ samples }) => samples.length > 0)
    .flatMap(({ name, help, samples }) => [
      `# HELP ${PREFIX}${name} ${help}`,
      `# TYPE ${PREFIX}${name} gauge`,
      ...samples.map(([labels, value]) => `${PREFIX}${name}${labelsText({ ...base, ...labels })} ${value}`),
    ]);
  return `${[...lines, '# EOF'].join('\n')}\n`;
}

interface Family {
  name: string;
  help: string;
  samples: (readonly [labels: Record<string, string>, value: number])[];
}

const gauge = (name: string, help: string, value: number | null | undefined): Family => ({
  name,
  help,
  samples: value == null ? [] : [[{}, value]],
});

const labelsText = (labels: Record<string, string>): string =>
  `{${Object.entries(labels)
    .map(
      ([name, value]) =>
        `${name}="${value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')}"`,
    )
    .join(',')}}`;
