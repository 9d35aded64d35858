import { EXIT, type ExitCode } from '../base/exit-code.ts';
import { sessionOn } from '../opencrvs/api/open-session.ts';
import { searchByTrackingId } from '../opencrvs/api/search.ts';
import { outcomeOf } from '../base/outcome.ts';
import type { CommandContext } from './command-context.ts';
import type { KnownRun } from '../runs/list-runs.ts';
import { payloadOf, close, lookBack, planNight, verify } from './steps.ts';
import { registrationOf } from '../runs/registration-of.ts';

/** How a run stands: `due` can be verified now, `early` not before the time that is given. */
export type Readiness = { due: true } | { due: false; notBefore: string };

/** Whether the night of a run is over. Between the restore's start and its deadline staging itself tells. */
export async function readiness(
  { run, state }: KnownRun,
  { clock, environments }: CommandContext,
): Promise<Readiness> {
  if (state.at !== 'waiting') return { due: true };
  const { restoreAt, restoreDueBy } = state.night;
  if (clock.now() >= Date.parse(restoreDueBy)) return { due: true };
  if (clock.now() < Date.parse(restoreAt)) return { due: false, notBefore: restoreAt };
  const registration = registrationOf(run);
  const found = await outcomeOf(async () =>
    registration === null
      ? 0
      : (await searchByTrackingId(await sessionOn(environments.staging), registration.trackingId)).total,
  );
  return found.ok && found.value > 0 ? { due: true } : { due: false, notBefore: restoreDueBy };
}

/**
 * Verifies a run after its night, whether or not somebody watched it. A run that is not due is left as it is and is not proven.
 */
export async function verifyDue(known: KnownRun, deployment: CommandContext): Promise<ExitCode> {
  const { run } = known;
  if (known.state.at === 'planned') {
    deployment.print(`Run ${run.id} has made no record yet: the command that began it goes on with it.`);
    return EXIT.notProven;
  }
  const burden = payloadOf(run);
  if (burden === null) {
    deployment.print(`Run ${run.id} made no registration that could be verified.`);
    return close(run, deployment);
  }
  if (known.state.at === 'verifying' && known.state.night === null && run.facts().cycle === undefined) {
    // Only there is asked what speaks against it.
    deployment.print(`Run ${run.id} was to trigger its night: “npm run accept” goes on with it.`);
    return EXIT.notProven;
  }
  const state =
    known.state.at === 'registered'
      ? ({ at: 'waiting', night: await planNight(run, deployment, burden) } as const)
      : known.state;
  const dueNow = await readiness({ run, state }, deployment);
  if (!dueNow.due) {
    deployment.print(`Run ${run.id} is not due before ${dueNow.notBefore}.`);
    return EXIT.notProven;
  }
  const night = state.at === 'waiting' || state.at === 'verifying' ? state.night : null;
  if (night !== null && run.facts().cycle === undefined) await lookBack(run, deployment, night);
  return verify(run, deployment);
}
