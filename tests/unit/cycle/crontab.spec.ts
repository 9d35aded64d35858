import { expect, test } from '@playwright/test';
import { logFilesOf, parseCrontab } from '../../../helpers/schedule/crontab.ts';
import { hasSuccessLine } from '../../../helpers/schedule/success-line.ts';

test('entries carry their schedule, command and the variables above them', () => {
  const [first, second] = parseCrontab(
    [
      '# m h dom mon dow command',
      'SHELL=/bin/bash',
      'MAILTO = "root"',
      '0 0 * * * bash /root/backup.sh --passphrase=x >> /var/log/a.log 2>> /var/log/b.log',
      '',
      'TZ=Africa/Lusaka',
      '@daily /usr/bin/true',
    ].join('\n'),
  );
  expect(first).toEqual({
    schedule: '0 0 * * *',
    command: 'bash /root/backup.sh --passphrase=x >> /var/log/a.log 2>> /var/log/b.log',
    input: '',
    variables: { SHELL: '/bin/bash', MAILTO: 'root' },
  });
  expect(second).toMatchObject({
    schedule: '@daily',
    command: '/usr/bin/true',
    variables: { TZ: 'Africa/Lusaka' },
  });
});

test('an unescaped % ends the command and starts its input, as cron has it', () => {
  expect(parseCrontab('0 0 * * * bash b.sh --passphrase=ab%cd >> /l%x')[0]).toMatchObject({
    command: 'bash b.sh --passphrase=ab',
    input: 'cd >> /l\nx\n',
  });
  expect(parseCrontab('0 0 * * * date +\\%F')[0]).toMatchObject({ command: 'date +%F', input: '' });
});

test('schedules with lists, steps and names are entries, prose is not', () => {
  const schedules = parseCrontab('*/5 1-3,7 * jan mon-fri x\nthis is no cron line at all\n').map(
    (e) => e.schedule,
  );
  expect(schedules).toEqual(['*/5 1-3,7 * jan mon-fri']);
});

test('log files are the targets of redirections, each once', () => {
  expect(logFilesOf('bash b.sh >> /var/log/a.log 2>> /var/log/e.log; x >/var/log/a.log 2>&1')).toEqual([
    '/var/log/a.log',
    '/var/log/e.log',
  ]);
});

test('the line of success decides for the jobs that write one', () => {
  expect(hasSuccessLine('backup', ['x', 'Copied backup files to remote server.'])).toBe(true);
  expect(hasSuccessLine('backup', ['Backups completed', 'Backup completed!'])).toBe(true);
  expect(hasSuccessLine('backup', ['Backups completed', 'rsync: connection unexpectedly closed'])).toBe(
    false,
  );
  expect(hasSuccessLine('restore', [])).toBeNull();
});
