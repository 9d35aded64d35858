import type { Policy } from '../facts/policy.ts';
import { outcomeOf, type Outcome } from '../base/outcome.ts';
import { ableToRead } from '../ssh/able-to-read.ts';
import { hashOnHost } from '../ssh/hash-on-host.ts';
import type { Host } from '../ssh/host.ts';
import { lookAtBackupDir } from './backup-dir.ts';
import { readHere, type ArchiveReader } from './archive-reader.ts';
import type { RetainedFacts } from '../facts/archive.ts';
import { listFile } from './host-input.ts';
import { appendLedger, compareWithLedger, lastProofs, readLedger, type LedgerEntry } from './ledger.ts';
import { layoutOf } from '../layout/layouts.ts';
import type { ReadOptions } from './archive-input.ts';

export interface RetainedOptions extends Pick<
  ReadOptions,
  'passphrase' | 'bytesPerSecond' | 'onProgress' | 'signal'
> {
  host: Host;
  /** Where the reading takes place. Default: here, over SSH. */
  reader?: ArchiveReader;
  policy: Policy;
  /** Tonight, `YYYY-MM-DD`: nights before it are looked at. */
  date: string;
  /** Path of the ledger, on this machine. */
  ledger: string;
  now?: Date;
}

/**
 * Proves one retained night, another one each time it is called: first those that were never proven, then the one whose
 * proof is oldest. So all of them are proven within the retention, and an archive that changes on the disk is found.
 */
export function gatherRetained(options: RetainedOptions): Promise<Outcome<RetainedFacts>> {
  const { host: asUser, policy, date, ledger, now = new Date(), ...rest } = options;
  const { reader = readHere(asUser), ...reading } = rest;
  const { layout, stores } = policy;
  return outcomeOf(async () => {
    const { earlier } = await lookAtBackupDir(asUser, policy, date);
    const nights = earlier.map((night) => night.date);
    const known = lastProofs(readLedger(ledger));
    const isProven = (night: string): boolean =>
      layoutOf(layout)
        .filesOf(night, stores)
        .every(({ name }) => known.has(name));
    const night = nextNight(nights, [...known.values()], isProven);
    const facts: RetainedFacts = {
      night,
      files: [],
      nights: nights.length,
      proven: nights.filter(isProven).length,
    };
    if (night === null) return facts;
    const wasProven = isProven(night);
    for (const { name, store } of layoutOf(layout).filesOf(night, stores)) {
      const path = `${policy.backupDir.replace(/\/$/, '')}/${name}`;
      const host = await ableToRead(asUser, path);
      const listed = await listFile(host, path);
      const before = known.get(name);
      if (listed === null) facts.files.push({ name, result: 'missing', damages: [] });
      else if (before !== undefined && (await hashOnHost(host, path)) === before.sha256) {
        appendLedger(ledger, [{ ...before, provenAt: now.toISOString() }]);
        facts.files.push({ name, result: 'unchanged', damages: [] });
      } else {
        const file = { name, store, path, listed };
        const archive = await reader([file], { ...reading, layout, date: night });
        const [seen] = compareWithLedger(archive, ledger, now).files;
        const damages = seen?.reading?.damages ?? [];
        const result = damages.length > 0 ? 'damaged' : before === undefined ? 'whole' : 'changed';
        facts.files.push({ name, result, damages });
      }
    }
    const sound = facts.files.every(({ result }) => result === 'whole' || result === 'unchanged');
    if (sound && !wasProven) facts.proven += 1;
    return facts;
  });
}

/** Which night is due: an unproven one, oldest first, since rotation takes it first; else the oldest proof. */
export function nextNight(
  nights: readonly string[],
  proofs: readonly LedgerEntry[],
  isProven: (night: string) => boolean,
): string | null {
  const provenAt = (night: string): string =>
    isProven(night)
      ? (proofs
          .filter(({ date }) => date === night)
          .map((proof) => proof.provenAt)
          .sort()[0] ?? '')
      : '';
  const due = [...nights].sort((a, b) => `${provenAt(a)} ${a}`.localeCompare(`${provenAt(b)} ${b}`, 'en'));
  return due[0] ?? null;
}
