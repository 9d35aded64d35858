import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileError } from '../../base/file-error.ts';

/**
 * Asks a folder, before work of hours is begun, whether it can be written at all. Nothing in it is touched.
 *
 * @throws UserError with one sentence
 */
export function assertWritable(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true });
    rmSync(mkdtempSync(join(dir, '.try-')), { recursive: true });
  } catch (error) {
    throw fileError(error, dir);
  }
}
