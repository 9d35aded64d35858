import { expect, test } from '@playwright/test';
import { jobsAmong } from '../../../helpers/schedule/jobs.ts';
import { parseCrontab } from '../../../helpers/schedule/crontab.ts';
import { nightlyJobs, rotationJobs } from '../../../helpers/schedule/scheduled-jobs.ts';
import { logFilesOf, secretsIn } from '../../../helpers/schedule/script-runs.ts';
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

test('log files are the targets of redirections and of tee, each once', () => {
  const command =
    'bash b.sh>>/var/log/a.log 2>> "/var/log/e e.log"; x >/var/log/a.log 2>&1 </in | tee -a /var/log/t >/dev/null';
  expect(logFilesOf({ command })).toEqual(['/var/log/a.log', '/var/log/e e.log', '/var/log/t']);
  expect(logFilesOf({ command: `sh -c 'bash b.sh &>/var/log/c.log'` })).toEqual(['/var/log/c.log']);
});

test('jobs are found however people write the line', () => {
  for (const command of [
    'bash /opt/restore.sh>>/var/log/r.log 2>&1',
    'bash -c "bash /opt/x/restore.sh --replicas=1"',
    `/usr/bin/flock -n /run/lock/r -c '/opt/restore.sh'`,
    'ionice -c 3 nice -n 19 timeout 3h bash "/opt/my scripts/restore.sh"',
    'cd / && TZ=UTC bash restore.sh || logger -t restore failed',
    '[ -x /opt/restore.sh ] && /opt/restore.sh',
    'sudo -u root bash $DIR/restore.sh',
    '. /etc/profile; (sleep 60; /opt/restore.sh) & ',
  ]) {
    const entries = parseCrontab(`DIR=/opt\n-0 1 * * * ${command}\r\n`);
    expect(Object.keys(jobsAmong(entries)), command).toEqual(['restore']);
    expect(nightlyJobs(entries), command).toHaveLength(1);
  }
  for (const command of [
    'echo restore.sh',
    '#bash restore.sh',
    'rm -f /opt/restore.sh',
    'bash /opt/restore.sh.old',
    'cat restore.sh | mail x',
  ])
    expect(jobsAmong(parseCrontab(`0 1 * * * ${command}`)), command).toEqual({});
});

test('arguments are what the script would get', () => {
  const line = `0 0 * * * bash /home/b/rotate_backups.sh --backup_dir "/home/b/my backups" --amount_to_keep='7'>>/log`;
  expect(rotationJobs(parseCrontab(line))).toEqual([
    { schedule: '0 0 * * *', directory: '/home/b/my backups', keep: 7, script: '/home/b/rotate_backups.sh' },
  ]);
});

test('every value that is given as a secret is known as the shell sees it', () => {
  const [entry] = parseCrontab(
    `TOKEN=t0\n0 0 * * * PASSPHRASE="p 1" bash b.sh --passphrase='it'"'"'s' --ssh_password p2 -pass pass:p3 --x=1`,
  );
  expect(entry === undefined ? [] : secretsIn(entry)).toEqual(['p 1', "it's", 'p2', 'p3', 't0']);
});

test('the line of success decides for the jobs that write one', () => {
  expect(hasSuccessLine('backup', ['x', 'Copied backup files to remote server.'])).toBe(true);
  expect(hasSuccessLine('backup', ['Backups completed', 'Backup completed!'])).toBe(true);
  expect(hasSuccessLine('backup', ['Backups completed', 'rsync: connection unexpectedly closed'])).toBe(
    false,
  );
  expect(hasSuccessLine('restore', [])).toBeNull();
});
