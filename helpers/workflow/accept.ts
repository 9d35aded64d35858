import { EXIT, type ExitCode } from '../base/exit-code.ts';
import { hasTriggered } from '../runs/night-journal.ts';
import { reasonsNotToTrigger } from '../cycle/trigger-guard.ts';
import type { Policy } from '../facts/policy.ts';
import { examine, exitCodeOfExamination } from '../doctor/doctor.ts';
import { err } from '../base/outcome.ts';
import { verdictTable } from '../report/verdict-table.ts';
import { UserError } from '../base/user-error.ts';
import { assertDeclarable } from './assert-declarable.ts';
import type { CommandContext } from './command-context.ts';
import { openRuns, type KnownRun } from '../runs/list-runs.ts';
import { createRun } from '../runs/run.ts';
import { payloadOf, giveUp, planNight, register, verify, watchNight } from './steps.ts';

/**
 * The whole proof: register, the night, verify. Goes on where an open acceptance run stopped.
 *
 * @throws UserError when something speaks against triggering the night now
 */
export async function accept(deployment: CommandContext, replaceToday = false): Promise<ExitCode> {
  const open = openRuns(deployment.runsDir).find(({ run }) => run.facts().policy.profile === 'acceptance');
  const begunBefore = open !== undefined && (open.run.facts().cycle !== undefined || hasTriggered(open.run));
  if (open !== undefined) deployment.print(`Going on with run ${open.run.id} (${open.state.at}).`);
  // A registered record stays for ever: none is made for a proof that is known to lack its archive.
  if (open === undefined && deployment.config.policy.record !== 'none' && deployment.hosts.backup === null)
    throw new UserError(
      'Nothing was written: BACKUP_SSH is not set, and no archive can be proven without it.',
    );
  const lastLook = () => (begunBefore ? Promise.resolve() : mayTrigger(deployment, replaceToday));
  const begun = await begin(deployment, open ?? null, lastLook);
  return 'run' in begun ? goOn(begun, deployment) : begun.exitCode;
}

async function mayTrigger({ config, hosts }: CommandContext, replaceToday: boolean): Promise<void> {
  const { cycle, policy, allowTrigger } = config;
  if (cycle !== 'trigger') return;
  const reasons = await reasonsNotToTrigger(hosts, { policy, allowed: allowTrigger, replaceToday });
  if (reasons.length > 0) throw new UserError(`Nothing was triggered. ${reasons.join(' ')}`);
}

/**
 * A run to go on with: `open`, or a new one. One that has made no record yet begins, or begins again, only where the deployment
 * answers and is what it is said to be.
 *
 * @param lastLook what may still speak against it, as an error: asked before anything is written
 */
export async function begin(
  deployment: CommandContext,
  open: KnownRun | null,
  lastLook: () => Promise<void> = () => Promise.resolve(),
): Promise<KnownRun | { exitCode: ExitCode }> {
  const { config, runsDir } = deployment;
  if (open !== null && open.state.at !== 'planned') {
    await lastLook();
    return open;
  }
  // The run's own kind of record, whatever the settings have become since it was planned.
  const record = open === null ? config.policy.record : open.run.facts().policy.record;
  if (record === 'none' && config.policy.profile === 'acceptance')
    throw new UserError(
      'RECORD=none makes no record, so there is nothing to accept: it is for “npm run nightly” alone.',
    );
  if (record !== 'none' && !config.allowProductionWrites)
    throw new UserError(
      'Nothing was written: a test record is written on production, and ALLOW_PRODUCTION_WRITES=yes is not set.',
    );
  const exitCode = await look(deployment, { ...config.policy, ...(record === undefined ? {} : { record }) });
  if (exitCode === EXIT.usage || exitCode === EXIT.unreachable) return { exitCode };
  if (record !== 'none')
    await assertDeclarable(deployment.environments.production, config.own, deployment.clock.now());
  await lastLook();
  return open ?? { run: createRun(runsDir, config.policy), state: { at: 'planned' } };
}

/** Doctor's look, which tells why nothing is written where nothing may be. */
async function look(deployment: CommandContext, policy: Policy): Promise<ExitCode> {
  const { hosts, environments, print, onObstacle } = deployment;
  const config = { ...deployment.config, policy };
  const { facts, checks, verdict } = await examine({ config, problems: [] }, hosts, environments);
  const mixedUp = checks.some(({ code, status }) => code === 'PREFLIGHT_ROLES' && status === 'failed');
  // Before its first restore staging may know none of the users: then its absence stays unproven.
  const notStaging = {
    ...facts,
    logins: { ...facts.logins, staging: err('not-asked', 'not needed to begin') },
  };
  const exitCode = mixedUp ? EXIT.usage : exitCodeOfExamination(notStaging, verdict);
  if (exitCode === EXIT.usage || exitCode === EXIT.unreachable) {
    print(
      verdictTable(
        checks.filter(({ phase }) => phase === 'preflight'),
        verdict,
      ),
    );
    const why = 'Nothing was written. Fix this first, then re-run “npm run doctor”.';
    print(why);
    onObstacle?.({ why, checks: checks.filter(({ phase }) => phase === 'preflight') });
  }
  return exitCode;
}

async function goOn({ run, state }: KnownRun, deployment: CommandContext): Promise<ExitCode> {
  const { config } = deployment;
  const burden = state.at === 'planned' ? await register(run, deployment) : payloadOf(run);
  if (burden === null) return giveUp(run, deployment);
  if (config.cycle === 'wait' && state.at !== 'verifying') {
    const night = state.at === 'waiting' ? state.night : await planNight(run, deployment, burden);
    await watchNight(run, deployment, night);
  }
  return verify(run, deployment);
}
