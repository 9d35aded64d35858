import { EXIT } from '../base/exit-code.ts';
import { readConfig } from '../config/load-config.ts';
import { publish } from '../report/publish/publish.ts';
import { resultOfRun } from '../report/publish/run-result.ts';
import { listRuns } from '../runs/list-runs.ts';
import { UserError } from '../base/user-error.ts';
import { paperFor, show } from '../workflow/conclude.ts';
import { runVerb } from './verb.ts';

const USAGE = `npm run report -- [options]

Makes the report of a stored run again, in every form. Asks nothing of the deployment and changes no verdict.

  --run ID         which run (default: the last that was closed); “npm run status” lists them
  --output DIR     where to put it (default: “report” in the run’s own folder)
`;

const OPTIONS = { run: { type: 'string' }, output: { type: 'string' } } as const;

await runVerb(USAGE, OPTIONS, async ({ reports, state, run: id, output: dir }, env, output) => {
  const closed = listRuns(`${reports}/runs`).filter(({ state: { at } }) => at === 'closed');
  const known = id === undefined ? closed.at(-1) : closed.find(({ run }) => run.id === id);
  if (known === undefined)
    throw new UserError(
      id === undefined
        ? 'No run was closed yet.'
        : `There is no closed run ${id}: “npm run status” lists them.`,
      EXIT.usage,
    );
  // Its secrets are masked, whatever else of the settings may be missing.
  const { config } = readConfig(env, 'acceptance');
  const { run } = known;
  const result = resultOfRun(run);
  const { evidence, leaked } = await publish({
    ...{ result, stateDir: state, runDir: run.dir, again: true },
    paper: paperFor(result, config.reporting),
    reportsDir: dir ?? `${run.dir}/report`,
    ...{ metricsFile: null, stepSummary: null, print: output.print },
  });
  show(result, evidence, output);
  return leaked ? EXIT.failed : EXIT.passed;
});
