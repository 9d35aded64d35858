import { archiveChecks } from '../../checks/archive.ts';
import { answer, type Check } from '../../checks/check.ts';
import { verdictOf, type Verdict } from '../../verdict/verdict.ts';
import type { Policy } from '../../facts/policy.ts';
import type { Facts } from '../../facts/facts.ts';
import type { ArchiveFacts } from '../../facts/archive.ts';
import type { CliOptions } from './options.ts';

export interface Verified {
  archive: ArchiveFacts;
  checks: Check[];
  verdict: Verdict;
}

/** Answers every question about an archive at hand. What the caller expects of it must then be proven, too. */
export function verify(archive: ArchiveFacts, { layout, version, stores }: CliOptions): Verified {
  const policy: Policy = {
    profile: 'offline',
    layout,
    backupsToKeep: 7,
    backupDir: '',
    opencrvsVersion: version,
    stores,
  };
  const facts: Facts = { policy, archive: { ok: true, value: archive } };
  const checks = archiveChecks.map((definition) => answer(definition, facts));
  const wanted =
    archive.registrationExpected === null ? ['offline' as const] : (['offline', 'nightly'] as const);
  const required = archiveChecks
    .filter(({ requiredBy }) => wanted.some((profile) => requiredBy.includes(profile)))
    .map(({ code }) => code);
  return { archive, checks, verdict: verdictOf(checks, 'offline', required) };
}
