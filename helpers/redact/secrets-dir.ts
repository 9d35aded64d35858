import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processStart } from '../base/process-start.ts';

const PREFIX = 'backup-verifier';

/**
 * Makes a folder, open to its owner alone, for what the processes of a proof tell each other of secrets. Whoever makes it
 * removes it; those that a killed process left behind are removed here.
 */
export function createSecretsDir(root = tmpdir()): string {
  for (const name of readdirSync(root)) if (isOrphan(name)) remove(join(root, name));
  return mkdtempSync(join(root, `${PREFIX}_${process.pid}_${processStart(process.pid)}_`));
}

/** The name says whose it is: a number alone may meanwhile be another process's. */
function isOrphan(name: string): boolean {
  const [prefix, pid = '', start = ''] = name.split('_');
  return prefix === PREFIX && /^\d+$/.test(pid) && processStart(Number(pid)) !== start;
}

function remove(dir: string): void {
  try {
    rmSync(dir, { recursive: true, force: true });
  } catch {
    // It belongs to another user, whose own next run removes it.
  }
}
