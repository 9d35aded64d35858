import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Attached } from '../../fixtures/attached.ts';

test('a night that the proof triggers; the next one is refused today', async ({ attached }) => {
  test.setTimeout(300_000);
  const { exitCode, said } = await attached.run('accept');
  expect(exitCode, said).toBe(0);
  expect(attached.verdict()).toMatchObject({ failed: [], notProven: [] });
  const again = await attached.run('accept');
  expect(again).toMatchObject({ exitCode: 2 });
  expect(again.said).toMatch(/Nothing was triggered\. There is an archive of today/);
});

test('killed while the backup runs, the same command goes on with that very job', async ({ attached }) => {
  test.setTimeout(300_000);
  const killed = attached.start('accept', ['--replace-today']);
  await expect.poll(() => recordOf(attached), { timeout: 120_000 }).toContain('"step":"backup begun"');
  killed.kill('SIGKILL');
  await killed.ended;
  expect(recordOf(attached)).not.toContain('"step":"backup ended"');
  const { exitCode, said } = await attached.run('accept');
  expect(exitCode, said).toBe(0);
  expect(said).toContain('Going on with run');
  const record = recordOf(attached);
  expect(record.match(/"step":"backup begun"/g)).toHaveLength(1);
  expect(record.match(/"event":"registered"/g)).toHaveLength(1);
});

test('commands of one’s own on the hosts take the place of the crontabs’ lines', async ({ attached }) => {
  test.setTimeout(300_000);
  const lines = (scripts: string) =>
    `sudo -n crontab -l | grep -E "${scripts}" | cut -d" " -f6- | sudo -n sh -e`;
  const { exitCode, said } = await attached.run('accept', ['--replace-today'], {
    BACKUP_TRIGGER_COMMAND: lines('backup[.]sh'),
    BACKUP_TRIGGER_ON: 'production',
    RESTORE_TRIGGER_COMMAND: lines('(download|restore)[.]sh'),
    RESTORE_TRIGGER_ON: 'staging',
  });
  expect(exitCode, said).toBe(0);
  expect(attached.verdict()).toMatchObject({ failed: [], notProven: [] });
  expect(said).toContain('the restore command brings the archive to staging, too');
});

/** The records of all runs. */
function recordOf({ reportsDir }: Attached): string {
  const runs = join(reportsDir, 'runs');
  if (!existsSync(runs)) return '';
  return readdirSync(runs)
    .map((run) => join(runs, run, 'record.jsonl'))
    .filter(existsSync)
    .map((file) => readFileSync(file, 'utf8'))
    .join('');
}
