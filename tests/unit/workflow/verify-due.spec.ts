import { expect, test } from '@playwright/test';
import { err } from '../../../helpers/base/outcome.ts';
import type { CommandContext } from '../../../helpers/workflow/command-context.ts';
import { openRuns } from '../../../helpers/runs/list-runs.ts';
import { createRun } from '../../../helpers/runs/run.ts';
import { verifyDue } from '../../../helpers/workflow/verify-due.ts';
import { POLICY } from './night.ts';

test('a run that was killed before its night was triggered is left to “accept”: verifying triggers nothing', async () => {
  const runsDir = test.info().outputPath('runs');
  const run = createRun(runsDir, { ...POLICY, record: 'none' });
  const nothing = err('not-asked', 'RECORD=none');
  run.save('registration', { login: nothing, record: nothing } as never);
  run.note('registered');
  run.note('verifying');
  const said: string[] = [];
  // Whatever else it asked for is not there and would throw.
  const deployment = { runsDir, print: (line: string) => said.push(line) } as unknown as CommandContext;
  const [known] = openRuns(runsDir);
  expect(await verifyDue(known!, deployment)).toBe(4);
  expect(said).toEqual([`Run ${run.id} was to trigger its night: “npm run accept” goes on with it.`]);
  expect(openRuns(runsDir)).toHaveLength(1);
});
