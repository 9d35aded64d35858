import { expect, test } from '../../fixtures/attached.ts';

/** Enough for a registration, and for its margin, before the backup. */
const AHEAD_MINUTES = 4;

/** The crontab's fields for so many minutes from now, in the hosts' zone, which is UTC. */
function inMinutes(minutes: number): string {
  const time = new Date(Date.now() + minutes * 60_000);
  return `${time.getUTCMinutes()} ${time.getUTCHours()} * * *`;
}

test('a night that cron runs: watched by one proof, verified afterwards by another', async ({ attached }) => {
  test.setTimeout(900_000);
  const settings = { CYCLE: 'wait', ALLOW_TRIGGER: undefined, REGISTRATION_MARGIN_MINUTES: '1' };
  await attached.lab.schedule({
    backup: inMinutes(AHEAD_MINUTES),
    download: inMinutes(AHEAD_MINUTES + 1),
    restore: inMinutes(AHEAD_MINUTES + 3),
  });
  const evening = await attached.run('nightly', ['--reports', `${attached.reportsDir}/nightly`], settings);
  expect(evening.exitCode, evening.said).toBe(0);
  const watched = await attached.run('accept', [], settings);
  expect(watched.exitCode, watched.said).toBe(0);
  expect(attached.verdict()).toMatchObject({ failed: [], notProven: [] });
  const morning = await attached.run('nightly', ['--reports', `${attached.reportsDir}/nightly`], settings);
  expect(morning.exitCode, morning.said).toBe(0);
  expect(morning.said).toContain('passed');
});
