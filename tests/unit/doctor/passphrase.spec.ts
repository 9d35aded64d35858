import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readConfig } from '../../../helpers/config/load-config.ts';
import { parseCrontab } from '../../../helpers/schedule/crontab.ts';
import { passphrasesIn } from '../../../helpers/preflight/crontab-passphrases.ts';
import { gatherPreflight } from '../../../helpers/preflight/gather-preflight.ts';
import { KILOBYTE, openingOf } from '../../../helpers/preflight/opening.ts';
import { sudoersFor } from '../../../helpers/preflight/rights.ts';
import { err } from '../../../helpers/base/outcome.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';
import { logTail } from '../../../helpers/schedule/log-paths.ts';

/** The first kilobyte of an archive as OpenCRVS's backup job makes it: tar, gzip, openssl enc. */
function archiveStart(passphrase: string, data: Buffer): Buffer {
  const dir = test.info().outputPath();
  writeFileSync(`${dir}/data`, data);
  execFileSync('tar', ['-C', dir, '-czf', `${dir}/archive`, 'data']);
  const args = 'enc -aes-256-cbc -salt -pbkdf2 -pass env:PASSPHRASE -in'.split(' ');
  const env = { ...process.env, PASSPHRASE: passphrase };
  return execFileSync('openssl', [...args, `${dir}/archive`], { env }).subarray(0, KILOBYTE);
}

for (const [name, data] of [
  ['an archive', randomBytes(20_000)],
  ['an archive smaller than a kilobyte', Buffer.from('small')],
] as const) {
  test(`the passphrase opens ${name} on its first kilobyte, others do not`, async () => {
    const start = archiveStart('right passphrase', data);
    expect(await openingOf('right passphrase', start)).toBe('opens');
    // Enough of them that the padding of some comes out right by chance.
    const guesses = Array.from({ length: 300 }, (_, index) => openingOf(`wrong ${index}`, start));
    expect(new Set(await Promise.all(guesses))).toEqual(new Set(['wrong-passphrase']));
  });
}

test('an archive in the clear is not encrypted', async () => {
  expect(await openingOf('any', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]))).toBe('not-encrypted');
});

test('passphrases are read from cron lines as the shell would', () => {
  const crontab = [
    '0 0 * * * bash /root/backup.sh --passphrase=plain --replicas=1 >> /var/log/opencrvs-backup.log',
    "0 1 * * * bash /root/restore.sh --passphrase='with space' --x=1",
    '0 2 * * * bash /root/restore.sh --passphrase=esc\\ aped\\% --x=1',
    'BACKUP_PASSPHRASE=in-a-variable',
    '0 3 * * * true',
  ].join('\n');
  expect(passphrasesIn(parseCrontab(crontab))).toEqual(['plain', 'with space', 'esc aped%', 'in-a-variable']);
});

test('sudoers lines name exactly the commands that are missing', () => {
  const right = (command: string[], allowed: boolean) => ({ command, use: '', allowed });
  const facts = {
    host: 'production' as const,
    user: 'verifier',
    rights: [right(['crontab', '-l'], true), right(logTail('/var/log/opencrvs-backup.log'), false)],
  };
  expect(sudoersFor(facts)).toBe(
    'verifier ALL=(root) NOPASSWD: /usr/bin/tail -c 4194304 -- /var/log/opencrvs-backup.log',
  );
  expect(sudoersFor({ ...facts, rights: [right(['crontab', '-l'], true)] })).toBeNull();
});

test('a backup host that lets nobody in says nothing against the passphrase', async () => {
  const read = readConfig({ BACKUP_PASSPHRASE: 'the right one' }, 'acceptance');
  const hosts = { production: null, staging: null, backup: localHost('backup') };
  const refused = err('refused', 'backup does not accept this key');
  const { newestArchive } = await gatherPreflight(read, hosts, refused);
  expect(newestArchive).toEqual(err('not-asked', 'backup does not accept this key'));
});
