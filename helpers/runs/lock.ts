import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { EXIT } from '../base/exit-code.ts';
import { processStart } from '../base/process-start.ts';
import { UserError } from '../base/user-error.ts';

/**
 * Keeps other processes of the project away from the runs while `work` is done. The lock of a process that died (a crash, a
 * reboot) is taken over.
 *
 * @throws UserError (exit code 3) while another process holds it
 */
export async function locked<T>(file: string, work: () => Promise<T>): Promise<T> {
  take(file);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const own = `${process.pid} ${processStart(process.pid)}`;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(file, own, { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (isHeld(file)) break;
    rmSync(file, { force: true });
  }
  throw new UserError(
    `Another process of this project works on the same runs (${file}): wait for it, or end it.`,
    EXIT.unreachable,
  );
}

/** Whether the process that wrote the lock still runs; a number alone may meanwhile be somebody else's. */
function isHeld(file: string): boolean {
  const [pid = '', start = ''] = contentOf(file).split(' ');
  return /^\d+$/.test(pid) && processStart(Number(pid)) === start && start !== '';
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
