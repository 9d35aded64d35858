import { expect, test } from '../../fixtures/attached.ts';

test('a night that the proof triggers', async ({ attached }) => {
  test.setTimeout(300_000);
  const { exitCode, said } = await attached.run('accept');
  expect(exitCode, said).toBe(0);
  expect(attached.verdict()).toMatchObject({ failed: [], notProven: [] });
});
