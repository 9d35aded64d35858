import { EXIT, type ExitCode } from '../checks/exit-code.ts';
import { begin } from './accept.ts';
import type { Deployment } from './deployment.ts';
import { openRuns } from './list-runs.ts';
import { close, planNight, register } from './steps.ts';

/** Makes the registration for the next night and leaves the run waiting. Goes on with one that was killed on the way. */
export async function registerTonight(deployment: Deployment): Promise<ExitCode> {
  const { runsDir, config, print } = deployment;
  const killed = openRuns(runsDir).find(
    ({ run, state }) => state.at === 'planned' && run.facts().policy.profile === config.policy.profile,
  );
  const begun = killed ?? (await begin(deployment));
  if (!('run' in begun)) return begun.exitCode;
  const registration = await register(begun.run, deployment);
  if (registration === null) return close(begun.run, deployment);
  const night = await planNight(begun.run, deployment, registration);
  print(
    `Run ${begun.run.id}: ${registration.trackingId} is registered. The night of ${night.date} must carry it; verify after ${night.restoreAt}.`,
  );
  return EXIT.passed;
}
