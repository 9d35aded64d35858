import { EXIT, type ExitCode } from '../base/exit-code.ts';
import { dueNight, type Night } from '../schedule/night.ts';
import { nightTimes } from '../schedule/night-times.ts';
import { begin } from './accept.ts';
import type { CommandContext } from './command-context.ts';
import { openRuns, type KnownRun } from '../runs/list-runs.ts';
import { payloadOf, giveUp, planNight, register, type NightPayload } from './steps.ts';

/**
 * Makes the record for the next night, if any, and leaves the run waiting. Goes on with one that was killed on the way, and makes
 * none where one of this profile waits for that very night already.
 */
export async function registerTonight(deployment: CommandContext): Promise<ExitCode> {
  const { runsDir, config, print } = deployment;
  const mine = openRuns(runsDir).filter(({ run }) => run.facts().policy.profile === config.policy.profile);
  const killed = mine.find(({ state: { at } }) => at === 'planned' || at === 'registered');
  const waiting = killed === undefined ? await waitingForTonight(mine, deployment) : null;
  if (waiting !== null) {
    print(told(waiting.known, payloadOf(waiting.known.run), waiting.night));
    return EXIT.passed;
  }
  const begun = await begin(deployment, killed ?? null);
  if (!('run' in begun)) return begun.exitCode;
  const burden =
    begun.state.at === 'registered' ? payloadOf(begun.run) : await register(begun.run, deployment);
  if (burden === null) return giveUp(begun.run, deployment);
  print(told(begun, burden, await planNight(begun.run, deployment, burden)));
  return EXIT.passed;
}

/** The run that waits for the night which a record made now would wait for, too. */
async function waitingForTonight(
  runs: readonly KnownRun[],
  { config, hosts, clock }: CommandContext,
): Promise<{ known: KnownRun; night: Night } | null> {
  if (!runs.some(({ state }) => state.at === 'waiting')) return null;
  const { date } = dueNight(clock.now(), await nightTimes(config, hosts));
  for (const known of runs) {
    const { state } = known;
    if (state.at === 'waiting' && state.night.date === date) return { known, night: state.night };
  }
  return null;
}

function told({ run }: KnownRun, burden: NightPayload | null, { date, restoreAt }: Night): string {
  const made = burden?.trackingId == null ? 'no record was made' : `${burden.trackingId} is on production`;
  return `Run ${run.id}: ${made}. It is proven by the night of ${date}; verify after ${restoreAt}.`;
}
