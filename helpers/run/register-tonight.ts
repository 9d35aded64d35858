import { EXIT, type ExitCode } from '../checks/exit-code.ts';
import { begin } from './accept.ts';
import type { Deployment } from './deployment.ts';
import { openRuns } from './list-runs.ts';
import { giveUp, planNight, register } from './steps.ts';

/** Makes the record for the next night, if any, and leaves the run waiting. Goes on with one that was killed on the way. */
export async function registerTonight(deployment: Deployment): Promise<ExitCode> {
  const { runsDir, config, print } = deployment;
  const killed = openRuns(runsDir).find(
    ({ run, state }) => state.at === 'planned' && run.facts().policy.profile === config.policy.profile,
  );
  const begun = killed ?? (await begin(deployment));
  if (!('run' in begun)) return begun.exitCode;
  const burden = await register(begun.run, deployment);
  if (burden === null) return giveUp(begun.run, deployment);
  const night = await planNight(begun.run, deployment, burden);
  const made = burden.trackingId === null ? 'no record was made' : `${burden.trackingId} is on production`;
  print(
    `Run ${begun.run.id}: ${made}. It is proven by the night of ${night.date}; verify after ${night.restoreAt}.`,
  );
  return EXIT.passed;
}
