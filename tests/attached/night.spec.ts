import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../../fixtures/attached.ts';
import { LOGINS_PER_DAY } from '../../helpers/ssh/login-ledger.ts';

/** Enough for two registrations on a busy machine, and for their margin, before the backup. */
const AHEAD_MINUTES = 6;

/** The crontab's fields for so many minutes from now, in the hosts' zone, which is UTC. */
function inMinutes(minutes: number): string {
  const time = new Date(Date.now() + minutes * 60_000);
  return `${time.getUTCMinutes()} ${time.getUTCHours()} * * *`;
}

test('a night that cron runs: watched by one proof, verified afterwards by another', async ({ attached }) => {
  test.setTimeout(1_200_000);
  const settings = { CYCLE: 'wait', ALLOW_TRIGGER: undefined, REGISTRATION_MARGIN_MINUTES: '1' };
  await attached.lab.schedule({
    backup: inMinutes(AHEAD_MINUTES),
    download: inMinutes(AHEAD_MINUTES + 1),
    restore: inMinutes(AHEAD_MINUTES + 3),
  });
  const nightly = `${attached.reportsDir}/nightly`;
  const evening = await attached.run('nightly', ['--reports', nightly], settings);
  expect(evening.exitCode, evening.said).toBe(0);
  const killed = attached.start('accept', [], settings);
  await killed.says(/waiting for the backup at/);
  killed.kill('SIGKILL');
  await killed.ended;
  const watched = await attached.run('accept', [], settings);
  expect(watched.exitCode, watched.said).toBe(0);
  expect(watched.said).toContain('(waiting)');
  expect(attached.verdict()).toMatchObject({ failed: [], notProven: [] });
  const morning = await attached.run('nightly', ['--reports', nightly], settings);
  expect(morning.exitCode, morning.said).toBe(0);
  expect(morning.said).toContain('PASSED');
  // One count over both folders of reports.
  expect(mostLogins(join(attached.stateDir, 'logins'))).toBeLessThan(LOGINS_PER_DAY);
});

/** The logins on the host that had most of them. */
function mostLogins(file: string): number {
  const counts = new Map<string, number>();
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const [host = ''] = line.split(' ');
    counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}
