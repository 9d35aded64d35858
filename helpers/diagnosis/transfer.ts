import type { JobName } from '../facts/cycle.ts';
import { sign, type Sign } from './sign.ts';
import { HOST_OF, quoted } from './sign.ts';

/** What can go wrong between two hosts, in the words of ssh and rsync themselves: other tools' words are no sign of it. */
const KINDS = {
  'timed-out': /^ssh: connect to host .*(connection|operation) timed out/i,
  'no-route': /^ssh: connect to host .*(no route to host|network is unreachable)/i,
  'connection-refused': /^ssh: connect to host .*connection refused/i,
  'unknown-host': /^ssh: could not resolve hostname/i,
  'host-key': /host key verification failed|remote host identification has changed/i,
  'key-refused':
    /permission denied \([\w,-]+\)|too many authentication failures|no supported authentication/i,
  'no-space': /^rsync\b.*(no space left on device|disk quota exceeded)/i,
  'not-writable': /^rsync\b.*(permission denied|read-only file system) \(\d+\)/i,
  cut: /connection (unexpectedly )?closed|connection reset|broken pipe|timeout in data send|^kex_exchange_identification|^rsync error: .*code (12|30|255)/i,
} as const;
export type TransferTrouble = keyof typeof KINDS;

/** The first line that says why a transfer failed, and how. A connection that closed is what the others end in. */
export function transferTrouble(log: readonly string[]): { kind: TransferTrouble; line: string } | null {
  const kinds = Object.keys(KINDS) as TransferTrouble[];
  const of = (line: string, among: readonly TransferTrouble[]) =>
    among.find((kind) => KINDS[kind].test(line.trim()));
  for (const among of [kinds.filter((kind) => kind !== 'cut'), ['cut'] as const]) {
    for (const line of log) {
      const kind = of(line, among);
      if (kind !== undefined) return { kind, line: line.trim() };
    }
  }
  return null;
}

/** A transfer of a job failed in one of these ways. */
export const transferFailed = (job: JobName, says: string, ...wanted: TransferTrouble[]): Sign => ({
  source: HOST_OF[job],
  says: ({ job: ran }) => {
    const trouble = transferTrouble(ran(job)?.log ?? []);
    return `the ${job} log: ${says}${trouble === null ? '' : ` (${quoted(trouble.line)})`}`;
  },
  isSeen: ({ job: ran }) => {
    const facts = ran(job);
    if (facts === null) return null;
    const trouble = transferTrouble(facts.log);
    return trouble !== null && wanted.includes(trouble.kind);
  },
});

/** No transfer of a job says that it failed. */
export const nothingFailed = (job: JobName, says: string): Sign =>
  sign(HOST_OF[job], `the ${job} log: ${says}`, ({ job: ran }) => {
    const facts = ran(job);
    return facts === null ? null : transferTrouble(facts.log) === null;
  });
