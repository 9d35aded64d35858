import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Policy } from '../../../helpers/facts/policy.ts';
import { copyNight, type CopyRequest } from '../../../helpers/offsite/copy-night.ts';
import { openTarget } from '../../../helpers/offsite/target.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';
import type { Host } from '../../../helpers/ssh/host.ts';
import { buildArchive, DATE, PASSPHRASE, type Recipe, type Workshop } from '../archive/build-archive.ts';
import { POLICY } from '../archive/judged.ts';

/** A backup directory with one night, a folder for copies, and a request to copy the one into the other. */
export interface CopyPlace {
  backups: string;
  dir: string;
  policy: Policy;
  request: (changes?: Partial<CopyRequest>) => CopyRequest;
  /** Makes a request and carries it out. */
  copy: (changes?: Partial<CopyRequest>) => ReturnType<typeof copyNight>;
}

export function copyPlace(shop: Workshop, recipe: Recipe = {}, host: Host = localHost('backup')): CopyPlace {
  const backups = join(shop.dir, 'backups');
  const dir = join(shop.dir, 'disk');
  const date = recipe.date ?? DATE;
  mkdirSync(join(backups, date), { recursive: true });
  mkdirSync(dir, { recursive: true });
  const archive = buildArchive(shop.dir, recipe);
  copyFileSync(archive, join(backups, date, basename(archive)));
  openTarget(dir, { requireMount: false, write: true });
  const policy = { ...POLICY, backupDir: backups };
  const request: CopyPlace['request'] = (changes = {}) => ({
    ...{ host, policy, date, dir, passphrase: PASSPHRASE },
    from: { login: 'backup@backup.example.org:22', hostKeys: ['SHA256:key'] },
    bytesPerSecond: null,
    pausesMs: [],
    now: () => new Date('2026-11-24T08:00:00Z'),
    onProgress: () => undefined,
    ...changes,
  });
  return { backups, dir, policy, request, copy: (changes) => copyNight(request(changes)) };
}
