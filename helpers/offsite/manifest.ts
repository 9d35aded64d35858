import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../facts/offsite.ts';

const NAME = /^(\d{4}-\d\d-\d\d)\.json$/;

export const manifestPath = (dir: string, date: string): string => join(dir, `${date}.json`);

/** Nights of a folder that have a manifest, newest first. */
export const nightsIn = (dir: string): string[] =>
  readdirSync(dir)
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .sort()
    .reverse();

/** The manifest of a night; null: there is none, or it was cut by a crash: then the copy is unproven. */
export function readManifest(dir: string, date: string): Manifest | null {
  const path = manifestPath(dir, date);
  if (!existsSync(path)) return null;
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    return manifest.date === date && Array.isArray(manifest.files) ? manifest : null;
  } catch {
    return null;
  }
}

/** Readers see no manifest or the whole one, also after a crash. */
export function writeManifest(dir: string, manifest: Manifest): void {
  const path = manifestPath(dir, manifest.date);
  const draft = join(dir, `.${manifest.date}.json.draft`);
  const descriptor = openSync(draft, 'w', 0o600);
  try {
    writeSync(descriptor, `${JSON.stringify(manifest, null, 2)}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, path);
}
