import type { HostName } from '../facts/retention.ts';
import type { Host } from '../ssh/host.ts';
import type { HostFacts, Right } from '../facts/preflight.ts';
import { LOGS, logTail } from '../schedule/log-paths.ts';

/** What is read as root, per host. Nothing here writes. */
function needed(host: HostName): Omit<Right, 'allowed'>[] {
  return [
    { command: ['crontab', '-l'], use: "the night's jobs, their schedule and retention" },
    ...LOGS[host].map((file) => ({ command: logTail(file), use: `what ${file} says of the night` })),
  ];
}

/** Asks sudo what it would allow; nothing is run. */
export async function rightsOn(host: Host): Promise<Right[]> {
  const rights: Right[] = [];
  for (const right of needed(host.name as HostName)) {
    const file = right.command.at(-1) ?? '';
    const readable = file.startsWith('/') && (await host.run(['test', '-r', file])).code === 0;
    const { code } = await host.run(['sudo', '-n', '-l', '--', ...right.command]);
    rights.push({ ...right, allowed: readable || code === 0 });
  }
  return rights;
}

/** A file for /etc/sudoers.d that allows exactly what is missing; null: nothing is. */
export function sudoersFor({ user, rights }: HostFacts): string | null {
  const missing = rights.filter(({ allowed }) => !allowed);
  if (missing.length === 0) return null;
  const path = { crontab: '/usr/bin/crontab', tail: '/usr/bin/tail' } as Record<string, string>;
  return missing
    .map(({ command: [program = '', ...words] }) => {
      const escaped = words.map((word) => word.replace(/[\\,:=*?[\]!]/g, '\\$&'));
      return `${user} ALL=(root) NOPASSWD: ${[path[program] ?? program, ...escaped].join(' ')}`;
    })
    .join('\n');
}
