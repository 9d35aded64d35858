import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { hostInput, listFile } from '../archive/host-input.ts';
import { localInput } from '../archive/local-input.ts';
import { layoutOf } from '../layout/layouts.ts';
import type { ArchiveInput } from '../archive/archive-input.ts';
import type { Policy } from '../facts/policy.ts';
import { nightsIn, readManifest } from '../offsite/manifest.ts';
import { isDate } from '../schedule/local-time.ts';
import { ableToRead } from '../ssh/able-to-read.ts';
import type { Host } from '../ssh/host.ts';
import { UserError } from '../base/user-error.ts';
import type { NightSource } from './drill-night.ts';

/** Where nights lie that can be brought back. */
export interface NightStore {
  /** The folder of off-site copies; absent: they lie on the backup host. */
  dir?: string;
  /** For messages and reports. */
  from: string;
  /** Newest first. */
  nights: string[];
  open: (night: string) => Promise<NightSource>;
}

/**
 * Off-site copies in a folder, with a manifest or without: one that was made by hand counts too.
 *
 * @throws UserError when there is none
 */
export function copiesIn(dir: string, policy: Policy): NightStore {
  const from = `off-site copy ${dir}`;
  if (!existsSync(dir)) throw new UserError(`${dir} does not exist: mount the disk with the copies.`);
  const loose = readdirSync(dir).filter((name) => isDate(name));
  const nights = [...new Set([...nightsIn(dir), ...loose])].sort().reverse();
  if (nights.length === 0) throw new UserError(`${dir} holds no copy of a night: “npm run copy” makes one.`);
  return { dir, from, nights, open: (night) => openCopy(dir, from, night, policy) };
}

async function openCopy(dir: string, from: string, night: string, policy: Policy): Promise<NightSource> {
  const manifest = readManifest(dir, night);
  const layout = manifest?.layout ?? layoutIn(join(dir, night), policy);
  const files = manifest?.files ?? layoutOf(layout).filesOf(night, policy.stores);
  return {
    ...{ from, night, layout },
    inputs: await Promise.all(files.map(({ name, store }) => localFile(dir, name, store))),
    manifest: manifest && new Map(manifest.files.map(({ name, sha256 }) => [name, sha256])),
  };
}

/** By the names of the files; nobody who opens the safe wants to remember a layout. */
function layoutIn(folder: string, policy: Policy): Policy['layout'] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  if (names.some((name) => /_backup_.*\.tar\.gz\.enc$/.test(name))) return 'kubernetes';
  return names.some((name) => /^\d.*\.tar\.gz\.enc$/.test(name)) ? 'swarm' : policy.layout;
}

async function localFile(dir: string, name: string, store: string | null): Promise<ArchiveInput> {
  const path = join(dir, name);
  if (!existsSync(path)) return { name, store, listed: null, growing: null, open: null };
  return { ...(await localInput(path, store)), name };
}

/** The nights on the backup host. */
export function nightsOn(host: Host, nights: string[], policy: Policy): NightStore {
  const from = 'backup host';
  return { from, nights, open: (night) => openOnHost(host, from, night, policy) };
}

async function openOnHost(
  asUser: Host,
  from: string,
  night: string,
  { layout, stores, backupDir }: Policy,
): Promise<NightSource> {
  const inputs: ArchiveInput[] = [];
  for (const { name, store } of layoutOf(layout).filesOf(night, stores)) {
    const path = `${backupDir.replace(/\/$/, '')}/${name}`;
    const host = await ableToRead(asUser, path);
    inputs.push(hostInput(host, path, { name, store, listed: await listFile(host, path), growing: null }));
  }
  return { from, night, layout, inputs, manifest: null };
}

/**
 * The night that is asked for, else the newest.
 *
 * @throws UserError when it is not there
 */
export function nightIn({ from, nights }: NightStore, wanted: string | null): string {
  const night = wanted === null ? nights[0] : nights.find((one) => one === wanted);
  if (night !== undefined) return night;
  throw new UserError(
    `${wanted ?? 'No night'} is not in ${basename(from)}: ${from} has ${nights.join(', ') || 'none'}.`,
  );
}
