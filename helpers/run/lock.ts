import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { EXIT } from '../checks/exit-code.ts';
import { UserError } from '../user-error.ts';

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
  const own = `${process.pid} ${startOf(process.pid)}`;
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
  return /^\d+$/.test(pid) && startOf(Number(pid)) === start && start !== '';
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** When a process started, by the kernel's count since boot, with the boot's id; empty: there is no such process. */
function startOf(pid: number): string {
  const stat = contentOf(`/proc/${pid}/stat`);
  if (stat !== '') {
    // The name in parentheses may hold anything; the state is the first field after it, the start the 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const start = fields[19] ?? '';
    // Dead, and nobody has asked yet how it ended.
    if (fields[0] === 'Z') return '';
    return `${contentOf('/proc/sys/kernel/random/boot_id').trim()}:${start}`;
  }
  try {
    process.kill(pid, 0);
    return 'running';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? 'running' : '';
  }
}
