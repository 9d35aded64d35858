import { FailureError } from '../base/outcome.ts';
import type { Host } from '../ssh/host.ts';
import type { HostClock } from '../facts/retention.ts';

/**
 * Time, zone and the age of root's crontab, in words that every make of these tools understands: date's -r and %3N are not among them.
 * The link tells the zone's name; Debian also writes it into /etc/timezone, and a host without either lives in UTC.
 */
const CLOCK_SCRIPT = `
date -u '+%s %N'
readlink -f /etc/localtime 2>/dev/null || echo
cat /etc/timezone 2>/dev/null || echo
for spool in /var/spool/cron/crontabs /var/spool/cron/tabs /etc/crontabs /var/spool/cron; do [ ! -d "$spool" ] || break; done
stat -c %Y "$spool/root" 2>/dev/null || sudo -n stat -c %Y "$spool/root" 2>/dev/null || echo
timedatectl show -p Timezone --value 2>/dev/null || { [ -e /etc/localtime ] || echo UTC; }
`;

/**
 * Asks a host for its clock and its time zone, and compares the clock with this machine's.
 *
 * @param clock this machine's time in milliseconds; another one only in tests
 * @throws TroubleError when the host gives no time or no zone that is known here
 */
export async function readClock(host: Host, clock: () => number = Date.now): Promise<HostClock> {
  const askedAt = clock();
  const { stdout } = await host.run(['sh', '-c', CLOCK_SCRIPT]);
  const answeredAt = clock();
  const [now = '', link = '', file = '', changed = '', named] = stdout.split('\n').map((line) => line.trim());
  const time = instantOf(now);
  if (time === null) throw new FailureError('unexpected', `${host.name}: its clock could not be read`);
  const timeZone = [/zoneinfo\/(?:posix\/)?(.+)$/.exec(link)?.[1], file, named].find(isTimeZone);
  if (timeZone === undefined)
    throw new FailureError('unexpected', `${host.name}: its time zone could not be told`);
  return {
    now: new Date(time).toISOString(),
    aheadMs: Math.round(time - (askedAt + answeredAt) / 2),
    uncertainMs: Math.ceil((answeredAt - askedAt) / 2),
    timeZone,
    crontabChangedAt: isoOf(instantOf(changed)),
  };
}

const isoOf = (instant: number | null): string | null =>
  instant === null ? null : new Date(instant).toISOString();

/** Seconds since 1970 and, where the host's date knows them, nanoseconds; null: that is no time of this age. */
function instantOf(text: string): number | null {
  const [, seconds = '', nanoseconds = ''] = /^(\d{9,10})(?: (\d{9})?.*)?$/.exec(text) ?? [];
  return seconds === '' ? null : Number(seconds) * 1000 + Math.floor(Number(nanoseconds.slice(0, 3)));
}

/** Whether the name is a time zone that this machine knows. */
export function isTimeZone(name: string | undefined): name is string {
  if (name === undefined || name === '') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
