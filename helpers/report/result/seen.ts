import { measuredRecovery } from '../../checks/recovery.ts';
import type { Facts } from '../../facts/facts.ts';
import { backupTree } from '../../retention/backup-tree.ts';
import type { Identity } from './identity.ts';
import type { AttachmentOfResult, JobOfResult, Recovery, Result } from './result.ts';

/** What a result takes over of the facts: each is null or empty where nothing was seen. */

export function nightOf({ cycle, archive }: Facts): Result['night'] {
  const date =
    cycle?.expectedDate.ok === true
      ? cycle.expectedDate.value
      : archive?.ok === true
        ? archive.value.date
        : null;
  if (date === null) return null;
  const { backup, restore } = cycle?.jobs ?? {};
  return {
    date,
    backupAt: backup?.ok === true ? backup.value.startedAt : null,
    restoredAt: restore?.ok === true ? restore.value.finishedAt : null,
  };
}

export function recordOf({ policy, registration }: Facts): Result['record'] {
  const record = registration?.record;
  const kind = policy.record ?? 'registered';
  if (record?.ok !== true)
    return registration === undefined && kind !== 'none'
      ? null
      : { kind, trackingId: null, registrationNumber: null, at: null };
  const { trackingId, registrationNumber, registeredAt } = record.value;
  return { kind, trackingId, registrationNumber, at: registeredAt };
}

export function archiveOf({ archive }: Facts): Result['archive'] {
  if (archive?.ok !== true) return null;
  const files = archive.value.files.flatMap(({ name, listed, reading }) =>
    listed === null ? [] : [{ name, ...listed, sha256: reading?.sha256 ?? null }],
  );
  return { bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), files };
}

export function attachmentsOf({ registration, archive, staging }: Facts): AttachmentOfResult[] {
  const record = registration?.record;
  if (record?.ok !== true) return [];
  const archived = new Map(
    archive?.ok === true ? archive.value.attachments.map((file) => [file.key, file.found]) : [],
  );
  const fetched = new Map((staging?.fetched ?? []).map((file) => [file.key, file.fetched]));
  return record.value.attachments.map(({ field, key, originalFilename, mediaType, bytes, sha256 }) => {
    const there = fetched.get(key);
    const at = (file: { bytes: number; sha256: string | null } | null | undefined) =>
      file == null ? null : { bytes: file.bytes, sha256: file.sha256, equal: file.sha256 === sha256 };
    return {
      ...{ field, name: originalFilename, mediaType, bytes, sha256 },
      inArchive: at(archived.get(key)),
      onStaging: at(there?.ok === true ? there.value : null),
    };
  });
}

export function recoveryOf(facts: Facts, targets: Identity['targets']): Recovery {
  const measured = measuredRecovery(facts);
  const { archive, staging } = facts;
  const times =
    archive?.ok === true ? archive.value.files.flatMap(({ listed }) => listed?.modifiedAt ?? []) : [];
  const [made] = times.sort();
  const isRestored = staging?.declaration.ok === true;
  return {
    rpoHours: measured?.rpoHours ?? null,
    rtoSeconds: measured?.rtoSeconds ?? null,
    backupToSeenSeconds: measured?.backupToSeenSeconds ?? null,
    stagingAgeHours:
      made === undefined || !isRestored
        ? null
        : (Date.parse(staging.lookedAt) - Date.parse(made)) / 3_600_000,
    rpoTargetHours: targets.rpoHours,
    rtoTargetHours: targets.rtoHours,
  };
}

export function retentionOf({ retention, policy }: Facts): Result['retention'] {
  if (retention?.ok !== true) return null;
  const dates = backupTree(retention.value.listing.entries, policy.layout)
    .dated.map(({ date }) => date)
    .sort();
  return {
    kept: dates.length,
    wanted: policy.backupsToKeep,
    newest: dates.at(-1) ?? null,
    oldest: dates[0] ?? null,
  };
}

export const jobsOf = ({ cycle }: Facts): JobOfResult[] =>
  Object.values(cycle?.jobs ?? {})
    .flatMap((ran) => (ran.ok ? [ran.value] : []))
    .map(({ job, host, startedAt, finishedAt, exitCode }) => ({ job, host, startedAt, finishedAt, exitCode }))
    .sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
