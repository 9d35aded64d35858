import { EXIT } from '../base/exit-code.ts';
import { listRuns } from '../runs/list-runs.ts';
import { runRow } from '../report/run-row.ts';
import { statusTable } from '../report/status-table.ts';
import { runVerb } from './verb.ts';

const USAGE = `npm run status -- [options]

Lists open and past runs, newest first: verdict, night, local time, and for an open one what it waits for.
`;

await runVerb(USAGE, {}, ({ reports }, _env, { print, data }) => {
  const rows = listRuns(`${reports}/runs`).toReversed().map(runRow);
  print(statusTable(rows));
  data({ runs: rows });
  return Promise.resolve(EXIT.passed);
});
