import { basename, join } from 'node:path';
import { FailureError } from '../base/outcome.ts';
import type { CopiedFile } from '../facts/offsite.ts';
import { sendByRsync } from '../offsite/rsync.ts';
import { hashOnHost } from '../ssh/hash-on-host.ts';
import type { Host } from '../ssh/host.ts';

/**
 * Puts the files of a night where the restore job of new servers expects them, and makes sure that they arrived as they were.
 *
 * @param dir of the copies
 * @param backupDir of the dated archives on the new backup host
 */
export async function placeCopy(
  host: Host,
  { dir, backupDir, files }: { dir: string; backupDir: string; files: readonly CopiedFile[] },
  onProgress: (bytes: number) => void,
): Promise<void> {
  for (const { name, sha256 } of files) {
    const folder = `${backupDir.replace(/\/$/, '')}/${name.split('/').slice(0, -1).join('/')}`;
    const target = `${folder}/${basename(name)}`;
    const made = await host.run(['mkdir', '-p', folder]);
    if (made.code !== 0)
      throw new FailureError(
        'refused',
        `${host.name}: ${folder} cannot be made: ${made.stderr.trim()}. Log in as the owner of the archives.`,
      );
    const there = await host.run(['test', '-e', target]);
    if (there.code === 0 && (await hashOnHost(host, target)) === sha256) continue;
    await sendByRsync(host, join(dir, name), folder, { onProgress, bytesPerSecond: null });
    if ((await hashOnHost(host, target)) !== sha256)
      throw new FailureError(
        'unexpected',
        `${host.name}: ${target} differs from the copy: remove it there, and start again.`,
      );
  }
}
