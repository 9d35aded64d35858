import { drillLedgerIn } from '../drill/history.ts';
import { offsiteLedgerIn } from '../offsite/ledger.ts';
import { chromium } from '@playwright/test';
import { rmSync } from 'node:fs';
import { onInterruption } from '../base/interruption.ts';
import { launchOptions } from '../browser/launch-options.ts';
import { trustedKeys } from '../browser/trusted-keys.ts';
import { EXIT, type ExitCode } from '../base/exit-code.ts';
import type { Config } from '../config/load-config.ts';
import type { CycleFacts } from '../facts/cycle.ts';
import { waitForNight } from '../cycle/wait-for-night.ts';
import { sightArchive } from '../cycle/wait-look.ts';
import { logSizes, NOT_WATCHED, observedCycle, type LogSizes } from '../cycle/wait-observed.ts';
import { err, FailureError } from '../base/outcome.ts';
import { newSessionOn, sessionOn } from '../opencrvs/api/open-session.ts';
import { searchByTrackingId } from '../opencrvs/api/search.ts';
import { lookForAbsence } from '../registration/gather-registration.ts';
import { runInProof } from './prove.ts';
import { conclude } from './conclude.ts';
import { registerNegativeControl } from '../registration/register-negative-control.ts';
import { dueNight, type Night } from '../schedule/night.ts';
import { nightTimes } from '../schedule/night-times.ts';
import type { CommandContext } from './command-context.ts';
import { readJournal } from '../runs/journal.ts';
import type { Run } from '../runs/run.ts';
import type { TestRegistration } from '../facts/test-registration.ts';
import { registrationOf } from '../runs/registration-of.ts';

/** Phases of the proof that look at what the night left behind. */
const AFTER_THE_NIGHT = ['nightly-cycle', 'backup-host', 'staging', 'clean-up'];

async function phases(run: Run, deployment: CommandContext, names: readonly string[]): Promise<void> {
  const { env, config, loginsFile, print } = deployment;
  const off = onInterruption((signal) =>
    print(`Interrupted by ${signal}: run ${run.id} stays open. Re-run the command to resume.`),
  );
  await runInProof(run, {
    env,
    loginLedger: loginsFile,
    archiveLedger: deployment.archiveLedger,
    offsiteLedger: offsiteLedgerIn(deployment.stateDir),
    drillLedger: drillLedgerIn(deployment.stateDir),
    sessionsDir: deployment.sessionsDir,
    trustedKeys: await browserKeys(config),
    phases: names,
    print,
  }).finally(off);
}

/** What the browser needs to know of a private authority; empty where there is none. */
async function browserKeys({ caFile, production, staging }: Config): Promise<string> {
  if (caFile === null) return '';
  const keys = await Promise.all(
    [production, staging].map(({ clientUrl, loginUrl, gatewayUrl, filesUrl, proxy }) =>
      trustedKeys([clientUrl, loginUrl, gatewayUrl, filesUrl], { proxy, caFile }),
    ),
  );
  return keys.flat().join(',');
}

/** What a night must carry: the run's record, or, where it makes none, all that was there when it began. */
export type NightPayload = Pick<TestRegistration, 'registeredAt'> & { trackingId: string | null };

/** Null: the run has nothing that a night could carry. */
export function payloadOf(run: Run): NightPayload | null {
  const { policy, registration } = run.facts();
  const record = registration?.record;
  if (record?.ok === true) return record.value;
  const none = policy.record === 'none' && record?.reason === 'not-asked';
  return none ? { registeredAt: run.startedAt, trackingId: null } : null;
}

/** Makes the test record, or finds the one that an earlier attempt made: never a second one. Null: it could not be made. */
export async function register(run: Run, deployment: CommandContext): Promise<NightPayload | null> {
  await phases(run, deployment, ['registration']);
  const registration = registrationOf(run);
  if (registration !== null) run.note('registered', { trackingId: registration.trackingId });
  return payloadOf(run);
}

/**
 * Ends a run that could not make its record and puts away what it made of it. Where nobody answered the record may be there all
 * the same: the run stays open, so that the same command finds it and makes no second one.
 */
export async function giveUp(run: Run, deployment: CommandContext): Promise<ExitCode> {
  const record = run.facts().registration?.record;
  if (record === undefined || (!record.ok && record.reason === 'unreachable')) {
    const why = `Run ${run.id} stays open: ${record?.why ?? 'its registration was not finished'}. Re-run the command to resume.`;
    deployment.print(why);
    deployment.onObstacle?.({ why });
    return EXIT.unreachable;
  }
  await phases(run, deployment, ['clean-up']);
  return close(run, deployment);
}

/** Decides which night must carry the registration and notes it, with where the logs end now. */
export async function planNight(
  run: Run,
  deployment: CommandContext,
  { registeredAt }: Pick<NightPayload, 'registeredAt'>,
): Promise<Night> {
  const { config, hosts } = deployment;
  const night = dueNight(Date.parse(registeredAt), await nightTimes(config, hosts));
  run.note('waiting', { night, logSizes: await logSizes(hosts) });
  return night;
}

/** Waits the night out and keeps what was seen of it. */
export async function watchNight(run: Run, deployment: CommandContext, night: Night): Promise<void> {
  const { config, hosts, environments, clock, print } = deployment;
  const registration = registrationOf(run);
  if (registration === null) throw new Error(`run ${run.id} waits without a registration`);
  let usersReplaced = false;
  let negativeControl: CycleFacts['negativeControl'] = err(
    'not-asked',
    'the archive was not seen whole before the restore began',
  );
  const { absentBeforeRestore } = await waitForNight(night, {
    clock,
    archive: () => sightArchive(hosts.backup, config.policy, night.date),
    absence: () => lookForAbsence(environments, registration),
    restored: async () => {
      try {
        // One login: each may send its user a code.
        const session = await (usersReplaced ? newSessionOn : sessionOn)(environments.staging);
        usersReplaced = false;
        return (await searchByTrackingId(session, registration.trackingId)).total > 0;
      } catch (error) {
        // The restore replaces staging's users, and their tokens with them.
        usersReplaced = error instanceof FailureError && error.reason === 'refused';
        throw error;
      }
    },
    afterBackup: async () => {
      negativeControl = await afterBackupControl(run, deployment);
    },
    progress: (line) => print(`${new Date(clock.now()).toISOString()} ${line}`),
  });
  run.save(
    'cycle',
    await observedCycle(hosts, night, sizesOf(run), { absentBeforeRestore, negativeControl }),
  );
}

async function afterBackupControl(
  run: Run,
  { environments, config }: CommandContext,
): Promise<CycleFacts['negativeControl']> {
  const browser = await chromium.launch(launchOptions(await browserKeys(config)));
  try {
    return await registerNegativeControl(environments, browser, config, run);
  } finally {
    await browser.close();
  }
}

/** What the hosts still tell of a night at which nobody looked while it happened. */
export async function lookBack(run: Run, { hosts }: CommandContext, night: Night): Promise<void> {
  const seen = { absentBeforeRestore: NOT_WATCHED, negativeControl: NOT_WATCHED };
  run.save('cycle', await observedCycle(hosts, night, sizesOf(run), seen));
}

/** Looks at backup host and staging, judges and closes the run. In `trigger` mode the night's jobs are run before. */
export async function verify(run: Run, deployment: CommandContext): Promise<ExitCode> {
  run.note('verifying');
  await phases(run, deployment, AFTER_THE_NIGHT);
  return close(run, deployment);
}

/** Judges what a run has seen, whatever it is, and closes it. Its logins end with it. */
export function close(run: Run, deployment: CommandContext): Promise<ExitCode> {
  rmSync(deployment.sessionsDir, { recursive: true, force: true });
  return conclude(run, deployment);
}

const sizesOf = (run: Run): LogSizes =>
  (readJournal(run.dir).find(({ event }) => event === 'waiting')?.['logSizes'] as LogSizes | undefined) ?? {};
