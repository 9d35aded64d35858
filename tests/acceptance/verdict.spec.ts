import * as allure from 'allure-js-commons';
import { expect, test } from '../../fixtures/index.ts';
import { verdictTable } from '../../helpers/report/verdict-table.ts';
import { judge } from '../../helpers/verdict/judge.ts';

test('the verdict of the run', async ({ run }, testInfo) => {
  const { checks, verdict, diagnosis } = judge(run.facts());
  await allure.severity('blocker');
  await allure.feature('verdict');
  const causes = diagnosis.map(({ title, remedy }, i) => `${i + 1}. **${title}** ${remedy}`);
  await allure.description(
    [`**${verdict.status}** (profile ${verdict.profile}). ${verdict.summary}`, ...causes].join('\n\n'),
  );
  await testInfo.attach('every check', {
    body: verdictTable(checks, verdict, diagnosis),
    contentType: 'text/plain',
  });
  expect(verdict.status, verdict.summary).toBe('passed');
});
