import { EXIT } from '../base/exit-code.ts';
import { listRuns } from '../runs/list-runs.ts';
import { statusTable } from '../report/status-table.ts';
import { print, runVerb } from './verb.ts';

const USAGE = `npm run status -- [options]

Lists open and past runs, newest first: what each waits for and when it is due.
`;

await runVerb(USAGE, {}, ({ reports }) => {
  print(statusTable(listRuns(`${reports}/runs`)));
  return Promise.resolve(EXIT.passed);
});
