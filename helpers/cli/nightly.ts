import { EXIT, type ExitCode } from '../base/exit-code.ts';
import { cleanUpAgain } from '../workflow/clean-up-again.ts';
import type { CommandContext } from '../workflow/command-context.ts';
import { pingHealthcheck } from '../notify/notify.ts';
import { proving } from '../workflow/without-proof.ts';
import { openRuns } from '../runs/list-runs.ts';
import { locked } from '../runs/lock.ts';
import { registerTonight } from '../workflow/register-tonight.ts';
import { readiness, verifyDue } from '../workflow/verify-due.ts';
import { worstExit } from '../workflow/worst-exit.ts';
import { runVerb } from './verb.ts';

const USAGE = `npm run nightly -- [options]

For cron, once a day: makes the record for tonight and proves it absent on staging, then verifies every run whose night is
over. The record is declared and archived after its verification, unless RECORD says otherwise.

  --quiet          print nothing when all is well
`;

await runVerb(
  USAGE,
  { quiet: { type: 'boolean', default: false } },
  async ({ reports, state, quiet }, env, output) => {
    const kept: string[] = [];
    const { print } = output;
    const say = quiet === true ? (line: string) => void kept.push(line) : print;
    try {
      const code = await locked(`${reports}/lock`, () =>
        proving({ env, profile: 'nightly', reports, state, ...output, print: say }, watched),
      );
      if (code !== EXIT.passed) kept.forEach(print);
      return code;
    } catch (error) {
      kept.forEach(print);
      throw error;
    }
  },
);

/** The night’s work between two pings of the health check, so that a cron that went silent or broke is noticed. */
async function watched(deployment: CommandContext): Promise<ExitCode> {
  const { notify } = deployment.config.reporting;
  const tell = async (exitCode: ExitCode | null) => {
    const failure = await pingHealthcheck(notify, exitCode);
    if (failure !== null) (deployment.warn ?? deployment.print)(failure);
  };
  await tell(null);
  let code: ExitCode = EXIT.unreachable;
  try {
    code = await nightly(deployment);
    return code;
  } finally {
    await tell(code);
  }
}

async function nightly(deployment: CommandContext) {
  const before = openRuns(deployment.runsDir).filter(({ state }) => state.at !== 'planned');
  await cleanUpAgain(deployment);
  const codes = [await registerTonight(deployment)];
  for (const known of before) {
    if ((await readiness(known, deployment)).due) codes.push(await verifyDue(known, deployment));
  }
  return worstExit(codes);
}
