import { join } from 'node:path';
import { EXIT, type ExitCode } from '../base/exit-code.ts';
import { err, ok } from '../base/outcome.ts';
import { UserError } from '../base/user-error.ts';
import { CATALOGUE } from '../checks/catalogue.ts';
import { answer } from '../checks/check.ts';
import type { Config } from '../config/load-config.ts';
import type { RecoveryConfig } from '../config/recovery-config.ts';
import { awaitDetached, newJobId, removeDetached, startDetached } from '../cycle/detached-job.ts';
import { ownCommand } from '../cycle/detached-command.ts';
import { hostsOf, closeHosts } from '../deployment/hosts.ts';
import { drillLedgerIn, noteDrill } from '../drill/history.ts';
import type { DrillFacts } from '../facts/drill.ts';
import type { Manifest } from '../facts/offsite.ts';
import { nightsIn, readManifest } from '../offsite/manifest.ts';
import { readCopy } from '../offsite/prove-copy.ts';
import { assertElsewhere, assertOtherMachine } from '../recovery/assert-elsewhere.ts';
import { placeCopy } from '../recovery/place-copy.ts';
import { restoreSteps, type RestoreStep } from '../recovery/restore-commands.ts';
import { keepResult } from '../report/publish/run-result.ts';
import { identityOf } from '../report/result/identity.ts';
import { readJournal, type JournalLine } from '../runs/journal.ts';
import { openRuns } from '../runs/list-runs.ts';
import { createRun, type Run } from '../runs/run.ts';
import { systemClock } from '../schedule/clock.ts';
import { cronEntries } from '../schedule/jobs.ts';
import type { Host } from '../ssh/host.ts';
import { sshHost } from '../ssh/ssh-host.ts';
import { verdictOf } from '../verdict/verdict.ts';
import { report, type Shows } from './conclude.ts';
import { registrationIn } from './expected-record.ts';
import { runInProof } from './prove.ts';

export interface RecoverCommand extends Shows {
  config: Config;
  env: Record<string, string | undefined>;
  reportsDir: string;
  stateDir: string;
  /** The folder with the copies. */
  dir: string;
  /** Null: the newest. */
  night: string | null;
  /** Goes on with the recovery that waits for a person. */
  goOn: boolean;
  progress: (bytes: number, total: number | null) => void;
}

/** What the new servers must prove, as staging does after a night. */
const ON_SERVERS = [
  'STAGING_LOGIN',
  'STAGING_FOUND_BY_TRACKING_ID',
  'STAGING_FOUND_BY_REGISTRATION_NUMBER',
  'STAGING_FOUND_BY_NAME',
  'STAGING_FOUND_IN_CLIENT',
  'STAGING_RECORD_OPENS',
  'STAGING_FIELDS_STORED_EQUAL',
  'STAGING_FIELDS_SHOWN_EQUAL',
  'STAGING_ATTACHMENTS_RENDERED',
  'STAGING_ATTACHMENTS_EQUAL',
  'STAGING_OWN_HOSTS_ONLY',
  'STAGING_SAMPLE_EQUAL',
  'RECOVERY_COPY_AS_MANIFEST',
  'RECOVERY_FILES_COMPLETE',
  'RECOVERY_TIME',
] as const;

/** A restore of a whole register takes hours. */
const RESTORE_WITHIN_MS = 24 * 3_600_000;

/**
 * Brings a night back onto new servers from the off-site copy alone, and proves it there as staging is proven. Durable: killed at
 * any moment, the same command goes on; a restore is started once.
 *
 * @throws UserError, FailureError `refused` when the servers are not new ones
 */
export async function recoverOntoServers(command: RecoverCommand): Promise<ExitCode> {
  const { config, print } = command;
  const { recovery } = config;
  if (recovery === null)
    throw new UserError(
      'RECOVERY_SSH and RECOVERY_BACKUP_SSH are not set: the new servers (docs/recovery.md).',
    );
  assertElsewhere(config, recovery);
  if (!recovery.allowWipe)
    throw new UserError('RECOVERY_ALLOW_WIPE is not “yes”: a restore overwrites what is on the new servers.');
  const run = recoveryRun(command);
  const manifest = manifestOf(run, command);
  const server = sshHost('recovery', recovery.server);
  const backup = sshHost('recovery-backup', recovery.backup);
  const known = hostsOf(config);
  try {
    if (!has(run, 'placed')) {
      await timed(run, 'identities compared', () =>
        assertOtherMachine(server, [known.production, known.staging]),
      );
      await timed(run, 'copy read', () => readIt(run, manifest, command));
      print(`Placing ${manifest.date} on the new backup host …`);
      await timed(run, 'copy placed', () =>
        placeCopy(
          backup,
          { dir: command.dir, backupDir: recovery.backupDir, files: manifest.files },
          (bytes) => command.progress(bytes, null),
        ),
      );
      run.note('placed');
    }
    if (!has(run, 'restored')) {
      const steps = await stepsFor(server, recovery, config, manifest.date);
      if (steps === null && !(command.goOn && has(run, 'asked'))) return askPerson(run, manifest.date, print);
      for (const step of steps ?? []) await carryOut(run, server, step, print);
      run.note('restored');
    }
    return await proveServers(run, command);
  } finally {
    await Promise.all([server.close(), backup.close(), closeHosts(known)]);
  }
}

const has = (run: Run, event: string): boolean => noted(run, event) !== undefined;
const noted = (run: Run, event: string, detail: Partial<JournalLine> = {}): JournalLine | undefined =>
  readJournal(run.dir).find(
    (line) => line.event === event && Object.entries(detail).every(([key, value]) => line[key] === value),
  );

/** How long each part took, whichever process did it. */
async function timed(run: Run, part: string, work: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  await work();
  run.note('took', { part, ms: Math.round(performance.now() - began) });
}

function recoveryRun({ config, reportsDir, goOn, print }: RecoverCommand): Run {
  const dir = join(reportsDir, 'recoveries');
  const open = openRuns(dir).at(-1);
  if (open !== undefined) print(`Going on with recovery ${open.run.id}.`);
  if (open !== undefined) return open.run;
  if (goOn) throw new UserError('There is no recovery to go on with.');
  return createRun(dir, { ...config.policy, profile: 'recovery' });
}

/** The night is decided once: a copy that is made meanwhile changes nothing. */
function manifestOf(run: Run, { dir, night }: RecoverCommand): Manifest {
  const decided = noted(run, 'night')?.['date'] as string | undefined;
  const date = decided ?? night ?? nightsIn(dir)[0];
  const manifest = date === undefined ? null : readManifest(dir, date);
  if (manifest === null)
    throw new UserError(`${dir} holds no copy of ${date ?? 'any night'} with its manifest.`);
  if (decided === undefined) run.note('night', { date: manifest.date });
  return manifest;
}

async function readIt(
  run: Run,
  manifest: Manifest,
  { config, dir, reportsDir }: RecoverCommand,
): Promise<void> {
  const { date, layout, files } = manifest;
  const registration = registrationIn(join(reportsDir, 'runs'), date, config.policy.goLiveDate ?? null);
  const expect = registration?.record.ok === true ? registration.record.value : null;
  const read = await readCopy(join(dir, date), files, {
    policy: { layout },
    date,
    passphrase: config.passphrase,
    expect,
  });
  const changed = files.find(
    ({ name, sha256 }) => !read.files.some((file) => file.name === name && file.sha256 === sha256),
  );
  const wrong = changed === undefined ? read.damage : `${changed.name} is not the file of the manifest`;
  // Nothing was put anywhere yet.
  if (wrong !== null)
    throw new UserError(
      `The copy of ${date} cannot be used: ${wrong}. Try another night with --night.`,
      EXIT.failed,
    );
  run.save('archive', ok(read.archive));
  run.save('policy', { ...run.facts().policy, layout, record: expect === null ? 'none' : 'registered' });
  if (registration !== null) run.save('registration', registration);
}

async function stepsFor(
  server: Host,
  { command }: RecoveryConfig,
  { policy }: Config,
  night: string,
): Promise<RestoreStep[] | null> {
  if (command === null) return restoreSteps(await cronEntries(server), policy.layout, night);
  const filled = command.replaceAll('{date}', night);
  return [{ name: 'restore', command: ownCommand({ command: filled, on: 'here' }) }];
}

function askPerson(run: Run, night: string, print: RecoverCommand['print']): ExitCode {
  if (!has(run, 'asked')) run.note('asked');
  print(
    `The copy lies on the new backup host. Root’s crontab on the new server tells no restore: run its restore job for ${night} yourself (RESTORE_DATE=${night} in OpenCRVS 2), wait for its end, then “npm run drill -- --servers --continue”; or set RECOVERY_RESTORE_COMMAND.`,
  );
  return EXIT.notProven;
}

/** Starts a job once, however often it is come back to, and waits for its end. */
async function carryOut(
  run: Run,
  server: Host,
  { name, command }: RestoreStep,
  print: RecoverCommand['print'],
): Promise<void> {
  if (noted(run, 'job ended', { job: name })) return;
  let id = noted(run, 'job', { job: name })?.['id'] as string | undefined;
  if (id === undefined) run.note('job', { job: name, id: (id = newJobId()) });
  print(`Running ${name} on the new server …`);
  await startDetached(server, id, command);
  const end = await awaitDetached(server, id, command.asRoot, {
    clock: systemClock,
    deadline: Date.now() + RESTORE_WITHIN_MS,
  });
  if (end?.exitCode !== 0) {
    const said = end?.output.trim().split('\n').at(-1) ?? '';
    run.note('closed', { verdict: 'failed' });
    throw new UserError(
      `The ${name} on the new server ended with ${end?.exitCode ?? 'no exit code'}: ${said || 'see its log there'}.`,
      EXIT.failed,
    );
  }
  run.note('took', { part: name, ms: Date.parse(end.finishedAt) - Date.parse(end.startedAt) });
  run.note('job ended', { job: name });
  await removeDetached(server, id, command.asRoot);
}

/** The staging phase of the proof, with the new servers in staging's place. */
async function proveServers(run: Run, command: RecoverCommand): Promise<ExitCode> {
  const { config, env, reportsDir, stateDir } = command;
  await timed(run, 'proven in the browser', () =>
    runInProof(run, { env: inStagingsPlace(env), phases: ['staging'], print: command.print }),
  );
  run.save('drill', ok(drillFacts(run, command)));
  const facts = run.facts();
  const definitions = CATALOGUE.filter(({ code }) => ON_SERVERS.some((one) => one === code));
  const checks = definitions.map((definition) => answer(definition, facts));
  const verdict = verdictOf(
    checks,
    'recovery',
    ON_SERVERS.filter((code) => code !== 'RECOVERY_TIME'),
  );
  run.note('closed', { verdict: verdict.status });
  const result = keepResult(run, identityOf(config), { checks, verdict, diagnosis: [] });
  const { night, from } = drillFacts(run, command);
  noteDrill(drillLedgerIn(stateDir), {
    at: new Date().toISOString(),
    night,
    depth: 'servers',
    from,
    verdict: verdict.status,
  });
  return report(result, run.dir, { ...command, reportsDir: join(reportsDir, 'drill') });
}

/** A user from before the first restore does not exist on restored servers. */
function inStagingsPlace(env: RecoverCommand['env']): RecoverCommand['env'] {
  const others = Object.entries(env).filter(([key]) => !/^(?:STAGING_|RECOVERY_)/.test(key));
  const own = Object.entries(env).flatMap(([key, value]) => {
    const [, rest] = /^RECOVERY_(?!BACKUP_|RESTORE_|ALLOW_)(.+)$/.exec(key) ?? [];
    return rest === undefined ? [] : [[`STAGING_${rest}`, value] as const];
  });
  return Object.fromEntries([...others, ...own]);
}

function drillFacts(run: Run, { dir }: RecoverCommand): DrillFacts {
  const journal = readJournal(run.dir);
  const { archive } = run.facts();
  const files = archive?.ok === true ? archive.value.files : [];
  const byJob = err('not-asked', 'the new servers restored it by their own job');
  return {
    startedAt: run.startedAt,
    night: noted(run, 'night')?.['date'] as string,
    depth: 'servers',
    from: `off-site copy ${dir}`,
    otherThanManifest: null,
    archiveBytes: files.reduce((sum, { reading }) => sum + (reading?.bytesRead ?? 0), 0),
    backupAt:
      files
        .flatMap(({ listed }) => listed?.modifiedAt ?? [])
        .sort()
        .at(-1) ?? null,
    restore: byJob,
    database: byJob,
    where: { kind: 'folder', path: 'the new servers' },
    left: [],
    phases: Object.fromEntries(
      journal
        .filter(({ event }) => event === 'took')
        .map((line) => [String(line['part']), Number(line['ms'])]),
    ),
  };
}
