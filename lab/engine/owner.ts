import { existsSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

/** When a process started, in whatever unit the system tells; null when there is no such process. */
function startOf(pid: number): string | null {
  if (existsSync('/proc/self/stat')) {
    try {
      // The command's name, in parentheses, may hold spaces; the start time is the 20th field after it.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return fields[0] === 'Z' ? null : (fields[19] ?? null);
    } catch {
      return null;
    }
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

const BOOT_ID = '/proc/sys/kernel/random/boot_id';
const boot = (): string => (existsSync(BOOT_ID) ? readFileSync(BOOT_ID, 'utf8').trim() : 'boot');

/**
 * Names this process so that a later one can tell whether it still lives: process ids come back, also after a
 * boot.
 */
export function ownerId(pid = process.pid): string {
  return [boot(), pid, startOf(pid)?.replaceAll(' ', '_')].join('/');
}

/** Whether the process that an owner id names is still the one that runs. */
export function ownerAlive(id: string): boolean {
  const pid = Number(id.split('/')[1]);
  return Number.isInteger(pid) && startOf(pid) !== null && ownerId(pid) === id;
}
