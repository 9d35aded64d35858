import { createHash } from 'node:crypto';
import type { Check } from '../../checks/check.ts';
import { questionOf } from '../question.ts';
import type { Result } from '../result/result.ts';
import { bytesText } from '../words.ts';
import { escapedMarkdown } from '../forms/markdown.ts';

/** A file that a check's entry shows. */
export interface Shown {
  /** The check that it belongs to. */
  code: string;
  name: string;
  type: string;
  extension: string;
  content: Uint8Array | string;
}

/** A file of the whole report. */
export type GlobalFile = Omit<Shown, 'code'>;

/**
 * A result as Allure reads it: one entry a check, made of the result alone, so that any stored run can be shown again. The names of
 * the entries may change; their ids, by which Allure tells their history, are made of the code.
 */
export function allureResults(
  result: Result,
  shown: readonly Shown[],
  globals: readonly GlobalFile[],
): Map<string, Uint8Array | string> {
  const files = new Map<string, Uint8Array | string>();
  const keep = ({ name, type, extension, content }: GlobalFile) => {
    const source = `${idOf(`${result.run.id} ${name}`)}-attachment${extension}`;
    files.set(source, content);
    return { name, source, type };
  };
  result.checks.forEach((check, order) => {
    const attachments = shown.filter(({ code }) => code === check.code).map(keep);
    const entry = { ...entryOf(check, order, result), attachments };
    files.set(`${entry.uuid}-result.json`, JSON.stringify(entry));
  });
  if (globals.length > 0)
    files.set(
      `${idOf(result.run.id)}-globals.json`,
      JSON.stringify({ attachments: globals.map(keep), errors: [] }),
    );
  files.set('environment.properties', environment(result));
  return files;
}

function entryOf(check: Check, order: number, result: Result) {
  const { start, stop } = timesOf(check, result);
  const id = idOf(check.code);
  return {
    uuid: idOf(`${result.run.id} ${check.code}`),
    ...{ historyId: id, testCaseId: id, fullName: check.code },
    name: `${check.title} (${check.code})`,
    ...{ status: statusOf(check, result), stage: 'finished', start: start + order, stop: stop + order },
    statusDetails: detailsOf(check),
    description: descriptionOf(check, result),
    labels: [
      { name: 'epic', value: questionOf(check) },
      { name: 'feature', value: FEATURE[check.phase] },
      { name: 'severity', value: SEVERITY[check.severity] },
      { name: 'thread', value: FEATURE[check.phase] },
      { name: 'host', value: result.deployment.name },
      { name: 'category', value: categoryOf(check, result) },
    ],
    ...{ links: [], parameters: [], steps: [] },
    titlePath: [questionOf(check), FEATURE[check.phase]],
  };
}

const FEATURE: Record<Check['phase'], string> = {
  preflight: 'Access',
  registration: 'Test record on production',
  'nightly-cycle': 'Jobs of the night',
  'backup-host': 'Backup host and archive',
  staging: 'Staging after the restore',
  recovery: 'Recovery',
  'clean-up': 'Clean-up',
};

const SEVERITY = { critical: 'critical', warning: 'minor', info: 'trivial' };

const idOf = (text: string): string => createHash('md5').update(text).digest('hex');

/** Allure's five states: what a required question leaves open is broken, never skipped, which looks green. */
function statusOf({ status, code }: Check, { notProven }: Result) {
  switch (status) {
    case 'passed':
    case 'failed':
      return status;
    case 'not-proven':
      return notProven.includes(code) ? 'broken' : 'unknown';
    case 'not-applicable':
      return 'skipped';
  }
}

/** The names by which allurerc.mjs tells the categories. */
function categoryOf({ status, severity, code }: Check, { notProven }: Result): string {
  switch (status) {
    case 'passed':
      return 'passed';
    case 'failed':
      return severity === 'critical' ? 'failed' : 'warning';
    case 'not-proven':
      return notProven.includes(code) ? 'not-proven-required' : 'not-proven-other';
    case 'not-applicable':
      return 'not-applicable';
  }
}

function detailsOf(check: Check) {
  switch (check.status) {
    case 'passed':
      return {};
    case 'failed':
      return {
        message: `${check.actual}\nDo: ${check.remedy}`,
        trace: check.detail ?? '',
        ...{ expected: check.expected, actual: check.actual },
      };
    case 'not-proven':
    case 'not-applicable':
      return { message: check.reason };
  }
}

function descriptionOf(check: Check, result: Result): string {
  const found =
    'actual' in check
      ? `**Expected:** ${escapedMarkdown(check.expected)}\n\n**Found:** ${escapedMarkdown(check.actual)}`
      : `**${check.status === 'not-proven' ? 'Not proven' : 'Not applicable'}:** ${escapedMarkdown(check.reason)}`;
  const remedy = check.status === 'failed' ? `\n\n**Do:** ${escapedMarkdown(check.remedy)}` : '';
  return `${found}${remedy}${tableFor(check.code, result)}`;
}

/** Names, sizes and hashes where a check is about files. */
function tableFor(code: string, { attachments, archive }: Result): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  if (/^(?:ARCHIVE_EXISTS|ARCHIVE_WHOLE|ARCHIVE_DECRYPTS)$/.test(code) && archive !== null)
    return [
      '\n\n| file | size | SHA-256 |\n| --- | --- | --- |',
      ...archive.files.map(({ name, bytes, sha256 }) =>
        row([escapedMarkdown(name), `${bytesText(bytes)} (${bytes})`, sha256 ?? 'not read']),
      ),
    ].join('\n');
  const place = /^ARCHIVE_.*ATTACHMENTS/.test(code) ? 'inArchive' : 'onStaging';
  if (!/ATTACHMENTS/.test(code) || attachments.length === 0) return '';
  return [
    '\n\n| file | size | SHA-256 on production | found |\n| --- | --- | --- | --- |',
    ...attachments.map((file) =>
      row([
        escapedMarkdown(`${file.field}: ${file.name}`),
        `${bytesText(file.bytes)} (${file.bytes})`,
        file.sha256,
        code.startsWith('REGISTRATION') ? 'read back' : comparison(file[place], file.bytes),
      ]),
    ),
  ].join('\n');
}

function comparison(
  found: { bytes: number; sha256: string | null; equal: boolean } | null,
  bytes: number,
): string {
  if (found === null) return 'not seen';
  return found.equal ? 'equal' : `**other: ${found.bytes} of ${bytes} bytes, ${found.sha256 ?? 'no hash'}**`;
}

/** A check happens when what it is about happened: the timeline then shows the night. */
function timesOf({ code, phase }: Check, { phases, jobs, run }: Result): { start: number; stop: number } {
  const job = jobs.find((one) => code === `CYCLE_${one.job.toUpperCase()}_JOB`);
  if (job !== undefined) return { start: Date.parse(job.startedAt), stop: Date.parse(job.finishedAt) };
  const ofPhase = phases.find((one) => one.phase === phase);
  const start = Date.parse(ofPhase?.startedAt ?? run.startedAt);
  return { start, stop: start };
}

/** What may be said of the surroundings; nothing else of the machine is. */
function environment({ deployment, tool, run, night, profile, record, status }: Result): string {
  const { opencrvs, access } = deployment;
  const seen = Object.entries(access).filter(([, has]) => has);
  const values: Record<string, string> = {
    Verdict: status,
    Deployment: deployment.name,
    Lab: deployment.isLab ? 'yes' : 'no',
    Production: `${deployment.production ?? '-'} (OpenCRVS ${opencrvs.production ?? 'unknown'})`,
    Staging: `${deployment.staging ?? '-'} (OpenCRVS ${opencrvs.staging ?? 'unknown'})`,
    'Backup host': deployment.backupHost ?? '-',
    Layout: deployment.layout,
    'SSH access': seen.map(([host]) => host).join(', ') || 'none',
    Profile: profile,
    Night: night?.date ?? '-',
    'Test record': record?.trackingId ?? '-',
    Run: run.id,
    Operator: run.operator,
    Finished: `${run.finishedAtLocal} (${run.finishedAt})`,
    Version: `${tool.name} ${tool.version}`,
  };
  return Object.entries(values)
    .map(
      ([name, value]) =>
        `${name.replaceAll(' ', '\\ ')} = ${value.replaceAll('\\', '\\\\').replace(/\s+/g, ' ')}\n`,
    )
    .join('');
}
