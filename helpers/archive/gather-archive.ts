import { setTimeout as wait } from 'node:timers/promises';
import type { Policy } from '../facts/policy.ts';
import { err, outcomeOf, type Outcome } from '../base/outcome.ts';
import type { TestRegistration } from '../facts/test-registration.ts';
import { ableToRead } from '../ssh/able-to-read.ts';
import type { Host } from '../ssh/host.ts';
import { lookAtBackupDir } from './backup-dir.ts';
import { readHere, type ArchiveReader } from './archive-reader.ts';
import type { ArchiveFacts, ProductionRows } from '../facts/archive.ts';
import { gatherRetained } from './gather-retained.ts';
import { listFile } from './host-input.ts';
import { compareWithLedger } from './ledger.ts';
import { layoutOf } from '../layout/layouts.ts';
import { restoredDump } from '../layout/match-members.ts';
import { countProductionRows } from './production-rows.ts';
import type { ReadOptions } from './archive-input.ts';

export interface GatherOptions extends Pick<
  ReadOptions,
  'passphrase' | 'date' | 'depth' | 'sample' | 'bytesPerSecond' | 'onProgress' | 'signal'
> {
  /** The backup host. */
  host: Host;
  policy: Policy;
  /** What must be in the archive; null: nothing in particular. */
  registration: TestRegistration | null;
  /** Where the reading takes place. Default: here, over SSH. */
  reader?: ArchiveReader;
  /** Path of the ledger of proven archives, on this machine. Null or absent, as for a lab that is thrown away: none is kept. */
  ledger?: string | null;
  /** Whether to prove one of the earlier nights again, another one each night; needs the ledger. */
  retained?: boolean;
  /** Whose database the dump is compared with; null or absent: it is not. */
  production?: Host | null;
}

/** A file that somebody still writes changes within this time; milliseconds between two looks at least. */
const BETWEEN_LOOKS_MS = 1_000;

/**
 * Reads the night's archive where it lies: looks for its files, reads each through a command's output, looks again
 * whether any has grown. A missing file is a fact; an outcome that is not ok says that the host could not be asked.
 */
export function gatherArchive(options: GatherOptions): Promise<Outcome<ArchiveFacts>> {
  const { host: asUser, policy, registration, ledger = null, retained, production, ...rest } = options;
  const { reader = readHere(asUser), ...reading } = rest;
  const { date } = options;
  return outcomeOf(async () => {
    const firstLook = performance.now();
    const files = layoutOf(policy.layout).filesOf(date, policy.stores);
    const pathOf = (name: string): string => `${policy.backupDir.replace(/\/$/, '')}/${name}`;
    const host = await ableToRead(asUser, pathOf(files[0]?.name ?? ''));
    const found = [];
    for (const { name, store } of files) {
      const path = pathOf(name);
      found.push({ name, store, path, listed: await listFile(host, path) });
    }
    const facts = await reader(found, { ...reading, layout: policy.layout, expect: registration });
    await wait(Math.max(0, BETWEEN_LOOKS_MS - (performance.now() - firstLook)));
    for (const [index, file] of facts.files.entries()) {
      const first = found[index]!.listed;
      if (first === null) continue;
      const now = await listFile(host, found[index]!.path);
      file.growing = now?.bytes !== first.bytes || now.modifiedAt !== first.modifiedAt;
    }
    const compared = ledger === null ? facts : compareWithLedger(facts, ledger);
    const gathered = {
      ...compared,
      ...(await lookAtBackupDir(host, policy, date)),
      ...(production ? { production: await rowsOn(production, facts) } : {}),
    };
    if (ledger === null || retained !== true) return gathered;
    return {
      ...gathered,
      retained: await gatherRetained({ ...reading, reader, host: asUser, policy, ledger }),
    };
  });
}

function rowsOn(production: Host, archive: ArchiveFacts): Promise<Outcome<ProductionRows>> {
  const until = restoredDump(archive)?.newestRow ?? null;
  return until === null
    ? Promise.resolve(err('not-asked', 'no row of the dump says when it was made'))
    : outcomeOf(() => countProductionRows(production, until));
}
