import type { VerdictStatus } from '../base/exit-code.ts';
import { saysOfRecord } from '../checks/without-record.ts';
import { shownIn } from './result/local-time.ts';
import type { Result } from './result/result.ts';
import { bytesText, durationText, hoursText, plural } from './words.ts';

/** What a person needs first, in words that every form shares. */

export const VERDICT_WORD: Record<VerdictStatus, string> = {
  passed: 'PASSED',
  failed: 'FAILED',
  'not-proven': 'NOT PROVEN',
};

/** `PASSED`, with LAB where nothing real was proven. */
export const verdictWord = ({ status, deployment }: Pick<Result, 'status' | 'deployment'>): string =>
  `${VERDICT_WORD[status]}${deployment.isLab ? ' · LAB' : ''}`;

/** One figure of a result, as every form shows it. */
export interface Figure {
  name: string;
  text: string;
}

/** All figures that were measured, in the order in which they are read; what was not measured is left out. */
export function figuresOf(result: Result): Figure[] {
  const { night, record, archive, retention, recovery, offsite, run } = result;
  const { opencrvs } = result.deployment;
  const local = (iso: string) => shownIn(run.timeZone, iso);
  const figures: (Figure | null)[] = [
    night && {
      name: 'Night',
      text: [
        night.date,
        night.backupAt && `backup ${local(night.backupAt)}`,
        night.restoredAt && `restored ${local(night.restoredAt)}`,
      ]
        .filter(Boolean)
        .join(', '),
    },
    record && { name: 'Test record', text: recordText(record) },
    archive && {
      name: 'Archive',
      text: `${archive.files.map(({ name, sha256 }) => `${name}${sha256 === null ? '' : ` (SHA-256 ${sha256.slice(0, 12)}…)`}`).join(', ') || 'none'}, ${bytesText(archive.bytes)}`,
    },
    retention && {
      name: 'Nights kept',
      text: `${retention.kept} (policy ${retention.wanted})${retention.oldest === null ? '' : `, ${retention.oldest} to ${retention.newest ?? ''}`}`,
    },
    recovery.rpoHours !== null || recovery.rpoTargetHours !== null
      ? {
          name: 'RPO',
          text: against(recovery.rpoHours, hoursText, recovery.rpoHours, recovery.rpoTargetHours),
        }
      : null,
    recovery.rtoSeconds !== null || recovery.rtoTargetHours !== null
      ? {
          name: 'RTO',
          text: against(
            recovery.rtoSeconds,
            durationText,
            recovery.rtoSeconds === null ? null : recovery.rtoSeconds / 3600,
            recovery.rtoTargetHours,
          ),
        }
      : null,
    recovery.stagingAgeHours === null
      ? null
      : { name: 'Staging’s data', text: `${hoursText(recovery.stagingAgeHours)} old when looked at` },
    opencrvs.production === null && opencrvs.staging === null
      ? null
      : {
          name: 'OpenCRVS',
          text: `production ${opencrvs.production ?? 'unknown'}, staging ${opencrvs.staging ?? 'unknown'}`,
        },
    offsite && {
      name: 'Off-site copy',
      text: offsite.ageHours === null ? 'none' : `${hoursText(offsite.ageHours)} old`,
    },
  ];
  return figures.filter((figure) => figure !== null);
}

function recordText({ kind, trackingId }: NonNullable<Result['record']>): string {
  if (kind === 'none') return 'none was made (RECORD=none)';
  return trackingId === null ? 'could not be made' : `${trackingId} (${kind})`;
}

/** A measured value beside its target. */
function against(
  measured: number | null,
  text: (value: number) => string,
  hours: number | null,
  target: number | null,
): string {
  const shown = measured === null ? 'not measured' : text(measured);
  if (target === null) return shown;
  const met = hours === null ? '' : hours <= target ? ', met' : ', missed';
  return `${shown} (target ${hoursText(target)}${met})`;
}

/** What is wrong and what to do about it, the likeliest first. */
export interface CauseToFix {
  title: string;
  remedy: string;
  evidence: string[];
  /** Other causes that leave the same traces. */
  or: string[];
  wouldTell: string | null;
}

/** More than this is no help to anybody. */
const CAUSES_SHOWN = 3;

/** The causes of what failed; where no rule explains it, the first failed check stands for one. */
export function causesOf({ diagnosis, checks, withoutProof }: Result): CauseToFix[] {
  const known = diagnosis.slice(0, CAUSES_SHOWN).map((cause) => ({
    ...{ title: cause.title, remedy: cause.remedy, evidence: cause.evidence.slice(0, 3) },
    or: (cause.candidates ?? []).map(({ title }) => title),
    wouldTell: cause.wouldTell ?? null,
  }));
  if (known.length > 0) return known;
  const first = checks.find(({ status, severity }) => status === 'failed' && severity === 'critical');
  const none = { or: [], wouldTell: null };
  if (first?.status === 'failed')
    return [
      {
        ...none,
        title: `Not as it should be: ${first.title}`,
        remedy: first.remedy,
        evidence: [`${first.code}: expected ${first.expected}, found ${first.actual}`],
      },
    ];
  return withoutProof === null
    ? []
    : [{ ...none, title: withoutProof, remedy: 'Fix this first, then re-run the command.', evidence: [] }];
}

/** What the profile requires and nobody could find out, with the reason; one line a reason. */
export function notProvenOf({ checks, notProven }: Result): { codes: string[]; reason: string }[] {
  const byReason = new Map<string, string[]>();
  for (const code of notProven) {
    const check = checks.find((one) => one.code === code);
    const reason = check !== undefined && 'reason' in check ? check.reason : 'it was never asked';
    byReason.set(reason, [...(byReason.get(reason) ?? []), code]);
  }
  return [...byReason].map(([reason, codes]) => ({ codes, reason }));
}

/** One sentence under the verdict, and what of the record limits it. */
export function sentenceOf(result: Result): string {
  const { withoutProof, record } = result;
  if (withoutProof !== null) return `There was no proof: ${withoutProof}`;
  return `${countedSentence(result)}${saysOfRecord(record?.kind ?? 'registered')}`;
}

function countedSentence({ status, counts, warnings, notProven, failed }: Result): string {
  const aside = warnings.length === 0 ? '' : `, ${plural(warnings.length, 'warning')}`;
  switch (status) {
    case 'passed':
      return `Backup and restore were proven: ${plural(counts.passed, 'check')} passed${aside}.`;
    case 'failed':
      return `${plural(failed.length, 'critical check')} failed, ${counts.passed} passed${aside}.`;
    case 'not-proven':
      return `Nothing critical failed, but ${plural(notProven.length, 'required check')} could not be answered${aside}.`;
  }
}
