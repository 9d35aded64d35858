import { EXIT, exitCodeOf } from '../base/exit-code.ts';
import { verdictTable } from '../report/verdict-table.ts';
import { withDeployment } from '../workflow/command-context.ts';
import { lookBeforeGoLive } from '../workflow/go-live.ts';
import { UserError } from '../base/user-error.ts';
import { runVerb } from './verb.ts';

const USAGE = `npm run golive -- [options]

Read-only, after production was cleared and before real registrations begin: no test record is left on production or staging,
whichever machine made it, and no archive is from before GO_LIVE_DATE. The first night is then proven by “npm run nightly”.
`;

await runVerb(USAGE, {}, ({ reports, state }, env, output) =>
  withDeployment({ env, profile: 'acceptance', reports, state, ...output }, async (deployment) => {
    const { goLiveDate } = deployment.config.policy;
    if (goLiveDate === undefined || goLiveDate === null)
      throw new UserError('GO_LIVE_DATE is not set: the first day of real registrations.', EXIT.usage);
    const { checks, verdict } = await lookBeforeGoLive(deployment);
    output.print(verdictTable(checks, verdict));
    output.data({ checks, verdict });
    return exitCodeOf(verdict.status);
  }),
);
