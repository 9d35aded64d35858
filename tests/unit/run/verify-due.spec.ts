import { expect, test } from '@playwright/test';
import { none } from '../../../helpers/outcome.ts';
import type { Deployment } from '../../../helpers/run/deployment.ts';
import { openRuns } from '../../../helpers/run/list-runs.ts';
import { createRun } from '../../../helpers/run/run.ts';
import { verifyDue } from '../../../helpers/run/verify-due.ts';
import { POLICY } from './night.ts';

test('a run that was killed before its night was triggered is left to “accept”: verifying triggers nothing', async () => {
  const runsDir = test.info().outputPath('runs');
  const run = createRun(runsDir, { ...POLICY, record: 'none' });
  const nothing = none('not-asked', 'RECORD=none');
  run.save('registration', { login: nothing, record: nothing } as never);
  run.note('registered');
  run.note('verifying');
  const said: string[] = [];
  // Whatever else it asked for is not there and would throw.
  const deployment = { runsDir, print: (line: string) => said.push(line) } as unknown as Deployment;
  const [known] = openRuns(runsDir);
  expect(await verifyDue(known!, deployment)).toBe(4);
  expect(said).toEqual([`Run ${run.id} was to trigger its night: “npm run accept” goes on with it.`]);
  expect(openRuns(runsDir)).toHaveLength(1);
});
