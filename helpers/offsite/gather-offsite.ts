import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { OffsiteConfig } from '../config/offsite-config.ts';
import type { KnownCopy, Manifest, OffsiteFacts, OffsiteTarget, RereadCopy } from '../facts/offsite.ts';
import { ok, outcomeOf, FailureError, type Outcome } from '../base/outcome.ts';
import { appendOffsiteLedger, readOffsiteLedger, type LedgerLine } from './ledger.ts';
import { nightsIn, readManifest } from './manifest.ts';
import { rereadCopy } from './prove-copy.ts';
import { openTarget } from './target.ts';

export interface OffsiteRequest {
  config: Pick<OffsiteConfig, 'dirs' | 'requireMount'>;
  /** Path of the ledger of off-site copies. */
  ledger: string;
  passphrase: string;
  now?: Date;
}

/**
 * Looks at the folders for off-site copies as far as they are here, and reads one copy whole again, another one each time. What
 * was found is kept in the ledger, so that a disk that goes back into its safe still counts.
 */
export async function gatherOffsite({
  config,
  ledger,
  passphrase,
  now = new Date(),
}: OffsiteRequest): Promise<OffsiteFacts> {
  const lookedAt = now.toISOString();
  const known = readOffsiteLedger(ledger);
  const before = manifestsOf(known);
  const targets = config.dirs.map((dir) => lookAt(dir, config.requireMount, before));
  const seen = targets.flatMap(({ dir, nights, lost }) =>
    nights
      .filter((date) => !lost.some((one) => one.date === date))
      .flatMap((date) => seenLines(dir, date, before, lookedAt)),
  );
  const copies = copiesOf([...known, ...seen]);
  const reread = await readOne(copies, targets, passphrase);
  const read: LedgerLine[] =
    reread.ok && reread.value?.wrong === null
      ? [{ event: 'read', at: lookedAt, dir: reread.value.dir, date: reread.value.date }]
      : [];
  appendOffsiteLedger(ledger, [...seen, ...read]);
  return { lookedAt, targets, copies: copiesOf([...known, ...seen, ...read]), reread };
}

/** The newest manifest of each copy, by folder and night. */
const manifestsOf = (lines: readonly LedgerLine[]): Map<string, Manifest> =>
  new Map(
    lines.flatMap((line) =>
      line.event === 'copied' ? [[keyOf(line.dir, line.date), line.manifest] as const] : [],
    ),
  );

const keyOf = (dir: string, date: string): string => `${date} ${dir}`;

function lookAt(dir: string, requireMount: boolean, known: ReadonlyMap<string, Manifest>): OffsiteTarget {
  try {
    openTarget(dir, { requireMount, write: false });
    const nights = nightsIn(dir);
    const expected = new Map(
      [...known].filter(([key]) => key.endsWith(` ${dir}`)).map(([, one]) => [one.date, one]),
    );
    for (const date of nights) {
      const manifest = readManifest(dir, date);
      if (manifest !== null && !expected.has(date)) expected.set(date, manifest);
    }
    const lost = [...expected.values()].flatMap((manifest) => {
      const why = lostBecause(dir, manifest);
      return why === null ? [] : [{ date: manifest.date, why }];
    });
    return { dir, away: null, nights, lost };
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return { dir, away: error.message, nights: [], lost: [] };
  }
}

function lostBecause(dir: string, { date, files }: Manifest): string | null {
  if (readManifest(dir, date) === null) return 'its manifest is gone';
  for (const { name, bytes } of files) {
    const path = join(dir, name);
    if (!existsSync(path)) return `${name} is gone`;
    const { size } = statSync(path);
    if (size !== bytes) return `${name} has ${size} bytes instead of ${bytes}`;
  }
  return null;
}

/** A copy that another machine made is known from its manifest on the disk. */
function seenLines(
  dir: string,
  date: string,
  known: ReadonlyMap<string, Manifest>,
  at: string,
): LedgerLine[] {
  const manifest = readManifest(dir, date);
  if (manifest === null) return [];
  const seen: LedgerLine = { event: 'seen', at, dir, date };
  return known.has(keyOf(dir, date))
    ? [seen]
    : [{ event: 'copied', at: manifest.copiedAt, dir, date, manifest }, seen];
}

/** Every copy that the ledger knows, newest night first. */
export function copiesOf(lines: readonly LedgerLine[]): KnownCopy[] {
  const copies = new Map<string, KnownCopy>();
  for (const { event, at, dir, date } of lines) {
    const copy = copies.get(keyOf(dir, date)) ?? { dir, date, copiedAt: at, seenAt: at, readAt: at };
    if (event === 'copied') Object.assign(copy, { copiedAt: at, readAt: at });
    if (event === 'read') copy.readAt = at;
    copy.seenAt = copy.seenAt > at ? copy.seenAt : at;
    copies.set(keyOf(dir, date), copy);
  }
  return [...copies.values()].sort((a, b) => (a.date < b.date ? 1 : -1));
}

/** Reads the copy again whose last reading is oldest, among those at hand. */
function readOne(
  copies: readonly KnownCopy[],
  targets: readonly OffsiteTarget[],
  passphrase: string,
): Promise<Outcome<RereadCopy | null>> {
  const atHand = copies.filter(({ dir, date }) =>
    targets.some((target) => target.dir === dir && target.nights.includes(date)),
  );
  const [due] = [...atHand].sort((a, b) => a.readAt.localeCompare(b.readAt) || a.date.localeCompare(b.date));
  if (due === undefined) return Promise.resolve(ok(null));
  const manifest = readManifest(due.dir, due.date);
  if (manifest === null)
    return Promise.resolve(ok({ dir: due.dir, date: due.date, wrong: 'its manifest cannot be read' }));
  return outcomeOf(async () => ({
    dir: due.dir,
    date: due.date,
    wrong: await rereadCopy(due.dir, manifest, passphrase),
  }));
}
