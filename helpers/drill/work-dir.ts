import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { processStart } from '../base/process-start.ts';
import { FailureError } from '../base/outcome.ts';

const MEMORY = '/dev/shm';
const PREFIX = 'opencrvs-drill-';
/** `statfs` type of a file system in memory. */
const TMPFS = 0x01021994;
/** An empty cluster has some 40 MB. */
const LEAST_BYTES = 128 << 20;

/** A folder for a throw-away database, and where it lies. */
export interface WorkDir {
  path: string;
  kind: 'memory' | 'folder';
}

/**
 * A new folder for one drill, for `owner` alone: in memory, or where the settings say. What drills that died left there is
 * removed first.
 *
 * @throws FailureError when there is no room
 */
export function createWorkDir(configured: string | null, owner: { uid?: number; gid?: number }): WorkDir {
  const parent = configured ?? MEMORY;
  if (!existsSync(parent))
    throw new FailureError(
      'missing',
      `${parent} does not exist: set DRILL_DIR to an encrypted or ephemeral disk.`,
    );
  sweepWorkDirs(parent);
  const { type, bavail, bsize } = statfsSync(parent);
  if (configured === null && type !== TMPFS)
    throw new FailureError(
      'refused',
      `${MEMORY} is not in memory here: set DRILL_DIR to an encrypted or ephemeral disk.`,
    );
  if (bavail * bsize < LEAST_BYTES)
    throw new FailureError(
      'refused',
      `${parent} has ${Math.floor((bavail * bsize) / 2 ** 20)} MiB free, too little for a database: set DRILL_DIR to an encrypted or ephemeral disk.`,
    );
  // Its name tells whose it is: a process that lives keeps its folder.
  const start = processStart(process.pid).replace(/\W+/g, '_');
  const path = mkdtempSync(join(parent, `${PREFIX}${process.pid}-${start}-`));
  if (owner.uid !== undefined) chownSync(path, owner.uid, owner.gid ?? owner.uid);
  chmodSync(path, 0o700);
  return { path, kind: type === TMPFS ? 'memory' : 'folder' };
}

/** Removes the folders of drills whose process is no more. */
export function sweepWorkDirs(parent: string): void {
  for (const name of workDirsIn(parent)) {
    const [, pid = '', start = ''] = /^opencrvs-drill-(\d+)-(\w*)-\w+$/.exec(name) ?? [];
    if (processStart(Number(pid)).replace(/\W+/g, '_') !== start)
      rmSync(join(parent, name), { recursive: true, force: true });
  }
}

/** Folders of drills, of whatever process. */
export const workDirsIn = (parent: string): string[] =>
  readdirSync(parent).filter((name) => name.startsWith(PREFIX));

/** The parent folder that a drill works in. */
export const workParent = (configured: string | null): string => configured ?? MEMORY;
