import { expect, test } from '@playwright/test';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { newJobId, startDetached } from '../../../helpers/cycle/detached-job.ts';
import { gatherCycle, type CycleRequest } from '../../../helpers/cycle/gather-cycle.ts';
import { hasTriggered, nightJournal } from '../../../helpers/runs/night-journal.ts';
import { err } from '../../../helpers/base/outcome.ts';
import { learnSecret } from '../../../helpers/redact/secrets.ts';
import { createRun } from '../../../helpers/runs/run.ts';
import { startSshd } from '../ssh/sshd.ts';
import type { Host } from '../../../helpers/ssh/host.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';
import { sshHost } from '../../../helpers/ssh/ssh-host.ts';
import { ownCommand } from '../../../helpers/cycle/detached-command.ts';

const ABSENT = { bySearch: 0, byUrl: false, objectKeysServed: [] };
const NO_HOSTS = { production: null, staging: null, backup: null };

function night(changes: Partial<CycleRequest> = {}) {
  const policy = {
    profile: 'acceptance',
    layout: 'kubernetes',
    backupsToKeep: 7,
    backupDir: '/home/backup/production',
    opencrvsVersion: null,
    stores: null,
  } as const;
  const run = createRun(test.info().outputPath('runs'), policy);
  const order: string[] = [];
  const file = (name: string) => test.info().outputPath(name);
  const request: CycleRequest = {
    hosts: NO_HOSTS,
    allowTrigger: ['backup', 'restore'],
    commands: {
      backup: { command: `echo backup >> ${file('ran')}`, on: 'here' },
      restore: { command: `echo restore >> ${file('ran')}`, on: 'here' },
    },
    journal: nightJournal(run),
    afterBackup: () => {
      order.push('later registration');
      return Promise.resolve({ ok: true, value: { trackingId: 'LATER1' } });
    },
    beforeRestore: () => {
      order.push('absence');
      return Promise.resolve(ABSENT);
    },
    proveArchive: () => Promise.resolve([]),
    ...changes,
  };
  return { run, request, order, file, ran: () => readFileSync(file('ran'), 'utf8').trim().split('\n') };
}

test('commands of one’s own take the place of the crontabs’ lines: exit code and output, redacted', async () => {
  learnSecret('a-very-secret-token');
  const { run, request, order, file } = night();
  process.env['PRODUCTION_PASSWORD'] = 'of the settings';
  process.env['KUBECONFIG'] = '/etc/cluster';
  request.commands.backup = {
    command:
      'echo "token a-very-secret-token ${PRODUCTION_PASSWORD:-none} $KUBECONFIG"; echo bad >&2; exit 3',
    on: 'here',
  };
  const facts = await gatherCycle(request);
  delete process.env['PRODUCTION_PASSWORD'];
  expect(facts.jobs.backup).toMatchObject({ ok: true, value: { exitCode: 3, byCommand: true } });
  const log = facts.jobs.backup?.ok === true ? facts.jobs.backup.value.log : [];
  expect(log[0]).toMatch(/^token \S+ none \/etc\/cluster$/);
  expect(log[1]).toBe('bad');
  expect(JSON.stringify(facts) + readFileSync(`${run.dir}/record.jsonl`, 'utf8')).not.toContain(
    'very-secret',
  );
  expect(existsSync(file('ran'))).toBe(false);
  expect(order).toEqual([]);
  expect(facts.expectedDate).toEqual({ ok: true, value: new Date().toISOString().slice(0, 10) });
});

const HELD_BACK: [string, (request: CycleRequest) => void, RegExp][] = [
  [
    'a backup that fails',
    ({ commands }) => (commands.backup = { command: 'exit 3', on: 'here' }),
    /^The backup ended with exit code 3, so download and restore were not run/,
  ],
  [
    'an archive that cannot be read to its end',
    (request) => (request.proveArchive = () => Promise.resolve(['ARCHIVE_WHOLE: it ends too early'])),
    /^Tonight’s archive was not proven readable \(ARCHIVE_WHOLE: it ends too early\)/,
  ],
  [
    'an archive that nobody could look at',
    (request) => (request.proveArchive = () => Promise.reject(new Error('backup: no answer'))),
    /not proven readable \(backup: no answer\)/,
  ],
];

for (const [what, change, why] of HELD_BACK)
  test(`${what} stops the night before anything clears staging`, async () => {
    const { request, order, file } = night();
    change(request);
    const { jobs, heldBack, absentBeforeRestore, negativeControl } = await gatherCycle(request);
    expect(heldBack).toMatch(why);
    expect(jobs.restore).toEqual({ ok: false, reason: 'not-asked', why: heldBack });
    expect(absentBeforeRestore).toMatchObject({ ok: false, why: heldBack });
    const ran = existsSync(file('ran')) ? readFileSync(file('ran'), 'utf8') : '';
    expect(ran).not.toContain('restore');
    // A record that stays on production for ever is made only where it can prove something.
    expect(order).toEqual(
      jobs.backup?.ok === true && jobs.backup.value.exitCode !== 0 ? [] : ['later registration'],
    );
    expect(negativeControl.ok).toBe(order.length > 0);
    // The same command goes on as soon as the archive is there.
    request.proveArchive = () => Promise.resolve([]);
    if (order.length > 0) expect((await gatherCycle(request)).jobs.restore).toMatchObject({ ok: true });
  });

test('a restore that has begun is not held back again', async () => {
  const { request, ran } = night();
  const proven = () =>
    gatherCycle({ ...request, proveArchive: () => Promise.reject(new Error('no answer')) });
  await gatherCycle(request);
  expect((await proven()).heldBack).toBeUndefined();
  expect(ran()).toEqual(['backup', 'restore']);
});

test('a command is run on the host that is named, as its user', async () => {
  const sshd = await startSshd();
  const host = sshHost('staging', sshd.config);
  const { request, file } = night({ hosts: { ...NO_HOSTS, staging: host } });
  request.commands.restore = { command: `echo "$SSH_CONNECTION" > ${file('over-ssh')}`, on: 'staging' };
  const facts = await gatherCycle(request);
  expect(facts.jobs.restore).toMatchObject({ ok: true, value: { exitCode: 0 } });
  expect(readFileSync(file('over-ssh'), 'utf8')).toContain('127.0.0.1');
  await host.close();
  await sshd.stop();
  const nobody = night();
  nobody.request.commands.backup = { command: 'true', on: 'backup' };
  expect((await gatherCycle(nobody.request)).jobs.backup).toMatchObject({
    ok: false,
    why: 'no SSH login is configured on backup, where the backup command runs',
  });
});

test('nothing runs that is not allowed', async () => {
  const { request, file } = night({ allowTrigger: [] });
  const facts = await gatherCycle(request);
  expect(facts.jobs.backup).toMatchObject({ ok: false, why: 'ALLOW_TRIGGER does not hold “backup”' });
  expect(facts.jobs.restore).toMatchObject({ ok: false, why: 'ALLOW_TRIGGER does not hold “restore”' });
  expect(existsSync(file('ran'))).toBe(false);
});

test('nothing is triggered beside a job of the night that cron has begun meanwhile', async () => {
  const machine = localHost('production');
  const busy: Host = {
    ...machine,
    run: async (argv, options) => ({
      ...(await machine.run(argv[0] === 'date' ? argv : ['true'], options)),
      ...(argv[0] === 'ps' ? { stdout: 'bash /root/backup.sh --passphrase=x\n' } : {}),
    }),
  };
  const { request, file } = night({ hosts: { ...NO_HOSTS, production: busy } });
  const { jobs } = await gatherCycle(request);
  const refused = { ok: false, reason: 'refused' };
  expect(jobs).toMatchObject({ backup: refused, restore: refused });
  expect(JSON.stringify(jobs)).toContain('backup.sh runs on production at this moment.');
  expect(existsSync(file('ran'))).toBe(false);
});

test('killed while the backup runs, the next process waits for that very job and goes on', async () => {
  const { run, request, order, file, ran } = night();
  expect(hasTriggered(run)).toBe(false);
  const go = file('go');
  request.commands.backup = {
    command: `echo backup >> ${file('ran')}; while [ ! -e ${go} ]; do sleep 0.05; done`,
    on: 'here',
  };
  // The process that dies: it got as far as starting the job.
  const dies = { ...request, journal: { ...request.journal, write: dyingAt(request, 'backup ended') } };
  const first = gatherCycle({ ...dies, afterBackup: () => new Promise(() => undefined) });
  void first.catch(() => undefined);
  await expect.poll(() => existsSync(file('ran')) && hasTriggered(run)).toBe(true);
  const second = gatherCycle(request);
  writeFileSync(go, '');
  const facts = await second;
  expect(facts.jobs.backup).toMatchObject({ ok: true, value: { exitCode: 0 } });
  expect(ran()).toEqual(['backup', 'restore']);
  expect(order).toEqual(['later registration', 'absence']);
});

test('killed after any step, the next process takes only the steps that are left', async () => {
  const { request, order, ran } = night();
  const steps = ['expected date', 'backup ended', 'later registration', 'absence', 'restore ended'];
  for (const last of steps) {
    // Dies as soon as the step is written: nothing it would ask for comes back any more.
    let die = () => undefined as void;
    const dead = new Promise<void>((resolve) => (die = resolve));
    let died = false;
    const write = (step: string, value: unknown) => {
      request.journal.write(step, value);
      if (step !== last) return;
      died = true;
      die();
      throw new Error(`killed after ${last}`);
    };
    const unlessDead =
      <T>(ask: () => Promise<T>) =>
      () =>
        died ? new Promise<T>(() => undefined) : ask();
    const dying = gatherCycle({
      ...request,
      journal: { ...request.journal, write },
      afterBackup: unlessDead(request.afterBackup),
      beforeRestore: unlessDead(request.beforeRestore),
    });
    await Promise.race([dead, dying]);
    dying.catch(() => undefined);
  }
  const facts = await gatherCycle(request);
  expect(ran()).toEqual(['backup', 'restore']);
  // Absence is of use immediately before the restore alone: it is looked for again.
  expect(order).toEqual(['later registration', 'absence', 'absence']);
  expect(facts.jobs.backup).toMatchObject({ ok: true, value: { exitCode: 0 } });
  expect(facts.negativeControl).toEqual({ ok: true, value: { trackingId: 'LATER1' } });
});

test('a job that ended days ago, while nobody waited, is found; what it left is cleared away', async () => {
  const { request } = night();
  const [id, other] = [newJobId(), newJobId()];
  const here = localHost();
  const command = ownCommand({ command: 'echo of old; exit 9', on: 'here' });
  for (const name of [id, other]) await startDetached(here, name, command);
  const at = '2026-01-01T00:00:00.000Z';
  request.journal.write('backup begun', { id, at, positions: {} });
  request.journal.write('restore begun', { id: other, at, positions: {} });
  request.journal.write('restore ended', { job: 'restore', exitCode: 0, log: [] });
  const { jobs } = await gatherCycle(request);
  expect(jobs.backup).toMatchObject({ ok: true, value: { exitCode: 9, log: ['of old'] } });
  expect(jobs.restore).toMatchObject({ ok: true, value: { exitCode: 0 } });
  for (const name of [id, other]) expect(existsSync(`/var/tmp/verifier-job.${name}`)).toBe(false);
});

test('the date of the night is taken anew as long as its backup has not begun', async () => {
  const { run, request } = night();
  request.journal.write('expected date', { ok: true, value: '2026-01-01' });
  expect(hasTriggered(run)).toBe(false);
  const today = new Date().toISOString().slice(0, 10);
  expect((await gatherCycle(request)).expectedDate).toEqual({ ok: true, value: today });
  request.journal.write('expected date', { ok: true, value: '2026-01-01' });
  expect(hasTriggered(run)).toBe(true);
  expect((await gatherCycle(request)).expectedDate).toEqual({ ok: true, value: '2026-01-01' });
});

test('a step that could not be taken is tried again by the next process', async () => {
  const { request, order } = night();
  let asked = 0;
  const afterBackup = () => (asked++, Promise.resolve(err('unreachable', 'no answer')));
  expect((await gatherCycle({ ...request, afterBackup })).negativeControl.ok).toBe(false);
  expect(asked).toBe(1);
  expect((await gatherCycle(request)).negativeControl.ok).toBe(true);
  expect(order).toEqual(['absence', 'later registration']);
});

/** A write that never comes back from a step: the process is gone. */
const dyingAt = (request: CycleRequest, last: string) => (step: string, value: unknown) => {
  if (step === last) throw new Error('killed');
  request.journal.write(step, value);
};
