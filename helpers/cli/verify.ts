import { EXIT, type ExitCode } from '../checks/exit-code.ts';
import { withDeployment } from '../run/deployment.ts';
import { openRuns } from '../run/list-runs.ts';
import { locked } from '../run/lock.ts';
import { verifyDue } from '../run/verify-due.ts';
import { worstExit } from '../run/worst-exit.ts';
import { UserError } from '../user-error.ts';
import { print, runVerb } from './verb.ts';

const USAGE = `npm run verify -- [options]

Verifies every open run whose night is over: the second half of the proof.

  --run ID         only this run
`;

await runVerb(USAGE, { run: { type: 'string' } }, ({ reports, run: id }, env) =>
  locked(`${reports}/lock`, () =>
    withDeployment({ env, profile: 'acceptance', reports, print }, async (deployment) => {
      const known = openRuns(deployment.runsDir).filter(({ run }) => id === undefined || run.id === id);
      if (known.length === 0)
        throw new UserError('There is no open run to verify: “npm run status” lists all.', EXIT.usage);
      const codes: ExitCode[] = [];
      for (const run of known) codes.push(await verifyDue(run, deployment));
      return worstExit(codes);
    }),
  ),
);
