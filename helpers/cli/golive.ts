import { join } from 'node:path';
import { EXIT } from '../base/exit-code.ts';
import { identityOf } from '../report/result/identity.ts';
import { resultOf } from '../report/result/result-of.ts';
import { safeResult } from '../report/result/safe-result.ts';
import { verdictTable } from '../report/verdict-table.ts';
import { report } from '../workflow/conclude.ts';
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
    const startedAt = new Date().toISOString();
    const { checks, verdict } = await lookBeforeGoLive(deployment);
    output.print(verdictTable(checks, verdict));
    const result = safeResult(
      resultOf({
        run: { id: `golive-${startedAt.replace(/[-:]/g, '').slice(0, 15)}`, startedAt },
        finishedAt: new Date().toISOString(),
        facts: { policy: deployment.config.policy },
        judgement: { checks, verdict, diagnosis: [] },
        identity: identityOf(deployment.config),
      }),
    );
    // Beside the results of the nights, which it does not replace.
    return report(result, null, { ...deployment, reportsDir: join(deployment.reportsDir, 'golive') });
  }),
);
