import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { listFile } from '../archive/host-input.ts';
import { layoutOf } from '../layout/layouts.ts';
import type { Policy } from '../facts/policy.ts';
import type { CopiedFile, Manifest } from '../facts/offsite.ts';
import { FailureError } from '../base/outcome.ts';
import { ableToRead } from '../ssh/able-to-read.ts';
import type { Host } from '../ssh/host.ts';
import { proveCopy, type ProvenCopy } from './prove-copy.ts';
import { readManifest, writeManifest } from './manifest.ts';
import { fetchByRsync, type RsyncOptions } from './rsync.ts';
import { freeBytes as freeBytesOf, INCOMING } from './target.ts';

export interface CopyRequest extends Omit<RsyncOptions, 'onProgress'> {
  /** The backup host. */
  host: Host;
  policy: Policy;
  date: string;
  /** A folder that `openTarget` found right. */
  dir: string;
  passphrase: string;
  from: Manifest['from'];
  now: () => Date;
  /** Bytes of the whole night, as they come in. */
  onProgress: (bytes: number, total: number) => void;
  /** Told once the copying is over and the proof begins. */
  onProving?: () => void;
  /** Bytes that may still be written to a folder. Default: as its file system says. */
  freeBytes?: (dir: string) => number;
}

/** What came of copying one night: already there, copied and proven, or kept away because it is not sound. */
export type CopyResult =
  | { result: 'there' }
  | { result: 'copied'; manifest: Manifest; proof: ProvenCopy; bytes: number; ms: number }
  /** Nothing is kept under its name. */
  | { result: 'unsound'; why: string };

interface SourceFile {
  name: string;
  store: string | null;
  path: string;
  bytes: number;
}

/** Beyond the files themselves: folders, manifests, and what a file system takes for itself. */
const MARGIN_BYTES = 16 << 20;

/**
 * Copies a night into a folder, under hidden names until every file equals the one on the backup host byte for byte and was read
 * whole with the passphrase; only then it gets its name and its manifest. Called again after any crash it goes on.
 *
 * @throws FailureError when host or folder are in the way
 */
export async function copyNight(request: CopyRequest): Promise<CopyResult> {
  const { host: asUser, policy, date, dir } = request;
  const { host, files } = await sourceFiles(asUser, policy, date);
  const copied = readManifest(dir, date);
  if (copied !== null && existsSync(join(dir, date))) return alreadyThere(copied, files);
  const incoming = join(dir, INCOMING, date);
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  // A crash may have come between the name and the manifest: what has the name is proven again.
  if (existsSync(join(dir, date)) && !existsSync(join(incoming, basename(files[0]?.name ?? ''))))
    takeBack(join(dir, date), incoming);
  assertRoom(request, incoming, files);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const startedAt = performance.now();
  let before = 0;
  for (const file of files) {
    await fetchByRsync(host, file.path, incoming, {
      ...request,
      onProgress: (bytes) => request.onProgress(Math.min(total, before + bytes), total),
    });
    flush(join(incoming, basename(file.name)));
    before += file.bytes;
  }
  const ms = Math.round(performance.now() - startedAt);
  request.onProving?.();
  const proof = await proveCopy(host, incoming, files, request);
  if (proof.wrong !== null) {
    // What is not the host's file must not be gone on with; what the host's file lacks no second copy brings.
    rmSync(incoming, { recursive: true, force: true });
    return { result: 'unsound', why: proof.wrong };
  }
  const manifest = manifestOf(request, proof.files);
  renameSync(incoming, join(dir, date));
  writeManifest(dir, manifest);
  return { result: 'copied', manifest, proof, bytes: total, ms };
}

async function sourceFiles(
  asUser: Host,
  { layout, stores, backupDir }: Policy,
  date: string,
): Promise<{ host: Host; files: SourceFile[] }> {
  const names = layoutOf(layout).filesOf(date, stores);
  const pathOf = (name: string): string => `${backupDir.replace(/\/$/, '')}/${name}`;
  const host = await ableToRead(asUser, pathOf(names[0]?.name ?? ''));
  const files: SourceFile[] = [];
  for (const { name, store } of names) {
    const path = pathOf(name);
    const listed = await listFile(host, path);
    if (listed === null) throw new FailureError('missing', `${host.name} has no ${path}.`);
    files.push({ name, store, path, bytes: listed.bytes });
  }
  return { host, files };
}

/** An archive that was made again after it was copied has another salt, and so other bytes; mostly another size. */
function alreadyThere({ date, copiedAt, files: before }: Manifest, files: readonly SourceFile[]): CopyResult {
  const changed = files.find(
    ({ name, bytes }) => !before.some((file) => file.name === name && file.bytes === bytes),
  );
  if (changed === undefined) return { result: 'there' };
  const why = `${changed.name} on the backup host is not the file that was copied on ${copiedAt}: somebody made ${date} again. The copy was left as it is; move it away to copy the new one`;
  return { result: 'unsound', why };
}

function takeBack(folder: string, incoming: string): void {
  rmSync(incoming, { recursive: true, force: true });
  renameSync(folder, incoming);
}

function assertRoom(
  { dir, freeBytes = freeBytesOf }: CopyRequest,
  incoming: string,
  files: readonly SourceFile[],
): void {
  const there = (file: SourceFile): number => {
    const path = join(incoming, basename(file.name));
    return existsSync(path) ? Math.min(file.bytes, statSync(path).size) : 0;
  };
  const needed = files.reduce((sum, file) => sum + file.bytes - there(file), 0) + MARGIN_BYTES;
  const free = freeBytes(dir);
  if (free >= needed) return;
  throw new FailureError(
    'refused',
    `${dir} has ${inMiB(free)} free and the copy needs ${inMiB(needed)}. Nothing was copied and no old copy was deleted: make room yourself.`,
  );
}

const inMiB = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;

/** What a removable disk has not yet written is lost when it is pulled. */
function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const manifestOf = ({ date, policy, from, now }: CopyRequest, files: CopiedFile[]): Manifest => ({
  schema: 1,
  date,
  layout: policy.layout,
  files,
  from,
  copiedAt: now().toISOString(),
  verified: 'SHA-256 equal to the backup host’s own, and read to the last byte with the passphrase',
});
