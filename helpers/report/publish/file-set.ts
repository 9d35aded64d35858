import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileError } from '../../base/file-error.ts';

/** In the folder: files that are complete and wait to take their places. */
const NEXT = '.next';
const DRAFT = '.draft';
const OLD = '.old';

/**
 * Replaces files and folders of `dir` together. They are written beside it first; one rename then decides. Killed before it, the old
 * ones stay; killed after it, the next call (or `settle`) moves what is left: never a half of each.
 *
 * @param write fills a folder with what is to stand in `dir`
 * @throws UserError with one sentence when the disk does not take it; the old ones then stay
 */
export async function replaceTogether(
  dir: string,
  write: (draftDir: string) => Promise<void>,
): Promise<void> {
  const draft = join(dir, DRAFT);
  try {
    settle(dir);
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    await write(draft);
    renameSync(draft, join(dir, NEXT));
    settle(dir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw fileError(error, dir);
  }
}

/** Finishes what a killed process had decided. */
export function settle(dir: string): void {
  const next = join(dir, NEXT);
  if (!existsSync(next)) return;
  for (const name of readdirSync(next)) {
    const target = join(dir, name);
    // A file is replaced in one step; a folder's old one has to make room first.
    if (statSync(join(next, name)).isDirectory() && existsSync(target)) {
      rmSync(join(dir, OLD), { recursive: true, force: true });
      renameSync(target, join(dir, OLD));
    }
    renameSync(join(next, name), target);
  }
  rmSync(join(dir, OLD), { recursive: true, force: true });
  rmSync(next, { recursive: true, force: true });
}
