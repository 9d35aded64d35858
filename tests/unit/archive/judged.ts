import type { ArchiveFacts } from '../../../helpers/facts/archive.ts';
import { localInput } from '../../../helpers/archive/local-input.ts';
import { readArchive } from '../../../helpers/archive/read-archive.ts';
import { archiveChecks } from '../../../helpers/checks/archive.ts';
import { answer, type Check } from '../../../helpers/checks/check.ts';
import type { Policy } from '../../../helpers/facts/policy.ts';
import { DATE, PASSPHRASE, REGISTRATION } from './build-archive.ts';
import type { ReadOptions } from '../../../helpers/archive/archive-input.ts';

export const POLICY: Policy = {
  profile: 'nightly',
  layout: 'swarm',
  backupsToKeep: 7,
  backupDir: '/home/backup/backups',
  opencrvsVersion: '1.9',
  stores: ['postgres', 'minio', 'elasticsearch'],
};

/** Reads an archive at hand like that of the test registration's night. */
export async function read(path: string, options: Partial<ReadOptions> = {}): Promise<ArchiveFacts> {
  const wanted = {
    passphrase: PASSPHRASE,
    layout: 'swarm',
    date: DATE,
    expect: REGISTRATION,
    ...options,
  } as const;
  return readArchive([await localInput(path)], wanted);
}

export function judge(archive: ArchiveFacts, policy: Partial<Policy> = {}): Check[] {
  const facts = { policy: { ...POLICY, ...policy }, archive: { ok: true as const, value: archive } };
  return archiveChecks.map((definition) => answer(definition, facts));
}

export const failedCodes = (checks: readonly Check[]): string[] =>
  checks.filter(({ status }) => status === 'failed').map(({ code }) => code);

/** What a failed check says it saw, and where. */
export function saying(checks: readonly Check[], code: string): string {
  const check = checks.find((candidate) => candidate.code === code);
  return check?.status === 'failed' ? `${check.actual} | ${check.detail ?? ''}` : `${check?.status}`;
}
