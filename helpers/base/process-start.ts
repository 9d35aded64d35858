import { readFileSync } from 'node:fs';

/** When a process started, by the kernel's count since boot, with the boot's id; empty: there is no such process. */
export function processStart(pid: number): string {
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

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
