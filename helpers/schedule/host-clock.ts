import { FailureError } from '../base/outcome.ts';
import type { Host } from '../ssh/host.ts';
import type { HostClock } from '../facts/retention.ts';

/**
 * Time, zone and the age of root's crontab. The link tells the zone's name; Debian also writes it into
 * /etc/timezone.
 */
const CLOCK_SCRIPT = `
date -u +%FT%T.%3NZ
readlink -f /etc/localtime
cat /etc/timezone 2>/dev/null || echo
crontab=/var/spool/cron/crontabs/root
date -u -r "$crontab" +%FT%TZ 2>/dev/null || sudo -n date -u -r "$crontab" +%FT%TZ 2>/dev/null || echo
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
  const [now = '', link = '', file = '', changed = ''] = stdout.split('\n').map((line) => line.trim());
  const time = Date.parse(now);
  if (Number.isNaN(time)) throw new FailureError('unexpected', `${host.name}: its clock could not be read`);
  const timeZone = [/zoneinfo\/(?:posix\/)?(.+)$/.exec(link)?.[1], file].find(isTimeZone);
  if (timeZone === undefined)
    throw new FailureError('unexpected', `${host.name}: its time zone could not be told`);
  return {
    now,
    aheadMs: Math.round(time - (askedAt + answeredAt) / 2),
    uncertainMs: Math.ceil((answeredAt - askedAt) / 2),
    timeZone,
    crontabChangedAt: Number.isNaN(Date.parse(changed)) ? null : changed,
  };
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
