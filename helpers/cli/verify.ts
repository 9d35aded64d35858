import { resolve } from 'node:path';
import { EXIT, type ExitCode } from '../base/exit-code.ts';
import { proving } from '../workflow/without-proof.ts';
import { openRuns } from '../runs/list-runs.ts';
import { locked } from '../runs/lock.ts';
import { verifyDue } from '../workflow/verify-due.ts';
import { worstExit } from '../workflow/worst-exit.ts';
import { UserError } from '../base/user-error.ts';
import { runVerb } from './verb.ts';

const USAGE = `npm run verify -- [options]

Verifies every open run whose night is over: the second half of the proof.

  --run ID         only this run
`;

await runVerb(USAGE, { run: { type: 'string' } }, ({ reports, state, run: id }, env, output) =>
  locked(`${reports}/lock`, () => {
    const known = openRuns(resolve(reports, 'runs')).filter(({ run }) => id === undefined || run.id === id);
    if (known.length === 0)
      throw new UserError('There is no open run to verify: “npm run status” lists all.', EXIT.usage);
    return proving({ env, profile: 'acceptance', reports, state, ...output }, async (deployment) => {
      const codes: ExitCode[] = [];
      for (const run of known) codes.push(await verifyDue(run, deployment));
      return worstExit(codes);
    });
  }),
);
