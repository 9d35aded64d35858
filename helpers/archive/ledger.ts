import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { ArchiveFacts, ArchiveFile, LedgerFinding } from '../facts/archive.ts';

/** One file of a night that was read to its last byte and found without damage. */
export interface LedgerEntry {
  name: string;
  date: string;
  bytes: number;
  sha256: string;
  /** ISO 8601. */
  provenAt: string;
}

/**
 * Reads a ledger: one JSON object a line, appended, the last one of a file counts. It belongs on another machine than the
 * archives: who can change both proves nothing. A half-written last line is passed over.
 */
export function readLedger(path: string): LedgerEntry[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as LedgerEntry];
      } catch {
        return [];
      }
    });
}

export function appendLedger(path: string, entries: readonly LedgerEntry[]): void {
  if (entries.length === 0) return;
  appendFileSync(path, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''), { mode: 0o600 });
}

/** What was proven of each file last, by its name. */
export const lastProofs = (entries: readonly LedgerEntry[]): Map<string, LedgerEntry> =>
  new Map(entries.map((entry) => [entry.name, entry]));

/** Compares a reading with what was proven before, and adds what it proves. Gives the facts with what was found. */
export function compareWithLedger(archive: ArchiveFacts, path: string, now = new Date()): ArchiveFacts {
  const known = readLedger(path);
  const files = archive.files.map((file) => {
    const sha256 = file.reading?.sha256 ?? null;
    return sha256 === null ? file : { ...file, ledger: findingOf(file.name, archive.date, sha256, known) };
  });
  if (archive.depth === 'full') appendLedger(path, soundFiles(files, archive.date, now));
  return { ...archive, files };
}

function findingOf(name: string, date: string, sha256: string, known: readonly LedgerEntry[]): LedgerFinding {
  const before = lastProofs(known).get(name);
  const twin = known.find((entry) => entry.sha256 === sha256 && entry.date !== date);
  return {
    provenAt: before?.provenAt ?? null,
    unchanged: before === undefined ? null : before.sha256 === sha256,
    copyOf: twin?.date ?? null,
  };
}

function soundFiles(files: readonly ArchiveFile[], date: string, now: Date): LedgerEntry[] {
  return files.flatMap(({ name, growing, reading }) => {
    if (reading?.sha256 == null || reading.damages.length > 0 || growing === true) return [];
    return [{ name, date, bytes: reading.bytesRead, sha256: reading.sha256, provenAt: now.toISOString() }];
  });
}
