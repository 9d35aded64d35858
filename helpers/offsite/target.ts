import { accessSync, constants, mkdirSync, readFileSync, realpathSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { FailureError } from '../base/outcome.ts';

/** Where files lie under their names until they are proven; hidden, and on the same disk. */
export const INCOMING = '.incoming';

/** Read only: asked for the looks of the night. */
export interface Wanted {
  requireMount: boolean;
  write: boolean;
}

/**
 * Makes sure that a folder for copies is what it is meant to be.
 *
 * @throws FailureError `missing` when it or its disk is not there, `refused` when it may not be read or written
 */
export function openTarget(dir: string, { requireMount, write }: Wanted): void {
  const path = existing(dir, requireMount);
  if (requireMount && !mountPoints().includes(path))
    throw new FailureError(
      'missing',
      `${dir} is not a mount point: the disk is not mounted, and a copy would land on the disk of this machine. Mount it, or set OFFSITE_REQUIRE_MOUNT=no.`,
    );
  try {
    accessSync(path, constants.R_OK | constants.X_OK);
    if (write) mkdirSync(join(path, INCOMING), { recursive: true, mode: 0o700 });
    if (write) accessSync(join(path, INCOMING), constants.W_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    const why =
      code === 'EROFS' ? 'is mounted read-only' : `cannot be ${write ? 'written' : 'read'} (${code})`;
    throw new FailureError('refused', `${dir} ${why}: nothing was copied there.`, { cause: error });
  }
}

function existing(dir: string, requireMount: boolean): string {
  try {
    return realpathSync(dir);
  } catch (error) {
    const disk = requireMount ? 'the disk is not mounted' : 'create it, or mount its disk';
    throw new FailureError('missing', `${dir} does not exist: ${disk}.`, { cause: error });
  }
}

/** Paths in it are escaped in octal: `\040` is a space. */
const mountPoints = (): string[] =>
  readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .map((path) => path.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))));

/** Bytes that this user may still write there. */
export function freeBytes(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}
