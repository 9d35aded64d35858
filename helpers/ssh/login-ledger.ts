import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { FailureError } from '../base/outcome.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Every login raises an alert mail on OpenCRVS's hosts, and fail2ban counts the refused ones. */
export const LOGINS_PER_DAY = 6;

/** Remembers the logins on each host, over processes. */
export interface LoginLedger {
  /** @throws TroubleError `not-asked` when the host had its logins within the last 24 hours */
  before(host: string): void;
  made(host: string): void;
}

export function loginLedger(file: string, now: () => number = Date.now): LoginLedger {
  const recent = (host: string): number[] =>
    (existsSync(file) ? readFileSync(file, 'utf8') : '')
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([name, at]) => name === host && Number(at) > now() - DAY_MS)
      .map(([, at]) => Number(at));
  return {
    before: (host) => {
      const logins = recent(host);
      if (logins.length < LOGINS_PER_DAY) return;
      const again = new Date(Math.min(...logins) + DAY_MS).toISOString();
      throw new FailureError(
        'not-asked',
        `${host} had ${LOGINS_PER_DAY} logins within 24 hours, each an alert to its administrators: no more before ${again}.`,
      );
    },
    made: (host) => {
      mkdirSync(dirname(file), { recursive: true });
      appendFileSync(file, `${host} ${now()}\n`);
    },
  };
}
