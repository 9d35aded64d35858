import type { LabHosts } from '../hosts/lab-host.ts';
import { NIGHT_FALLS, scriptName } from './install.ts';
import type { Moment } from './moment.ts';
import type { FaultScript } from './moment.ts';

/**
 * Lets a moment come that no job brings, `before-registration`: what strikes then strikes, on whichever host.
 *
 * @throws HostError when the lab's own machinery fails; a fault's script that fails is told by `strikes`
 */
export async function runMoment(hosts: LabHosts, moment: Moment): Promise<void> {
  await hosts.production.sh(`/usr/local/lib/lab/moment ${moment}`);
}

/** A fault script that was run: when, where, and how it ended. */
export interface Struck {
  /** `<moment>@<host>`. */
  strike: string;
  /** The script's place in the order and its fault, `00-bit-rot`. */
  script: string;
  exitCode: number;
}

/**
 * The fault scripts that were run since the lab started; one that should strike and is not here never had its
 * moment.
 */
export async function strikes(hosts: LabHosts): Promise<Struck[]> {
  const logs = await Promise.all(
    Object.values(hosts).map((host) =>
      host.sh("grep '^struck ' /var/log/lab-moments.log 2> /dev/null || true"),
    ),
  );
  return logs
    .join('')
    .split('\n')
    .filter((line) => line !== '' && !line.includes(NIGHT_FALLS))
    .map((line) => {
      const [, strike = '', script = '', exitCode = ''] = line.split(' ');
      return { strike, script, exitCode: Number(exitCode) };
    });
}

/**
 * One line for each fault script that failed or that did not strike: then what the verifier says is not about
 * the fault. A moment that has not come yet counts too.
 */
export function strikesMissed(faults: readonly FaultScript[], struck: readonly Struck[]): string[] {
  return faults.flatMap(({ moment, host, fault }, index) => {
    const name = scriptName(index, fault);
    const found = struck.filter(({ strike, script }) => strike === `${moment}@${host}` && script === name);
    if (found.length === 0) return [`${fault}: ${moment}@${host} did not strike`];
    const failed = found.find(({ exitCode }) => exitCode !== 0);
    return failed === undefined
      ? []
      : [`${fault}: ${moment}@${host} failed with exit code ${failed.exitCode}`];
  });
}
