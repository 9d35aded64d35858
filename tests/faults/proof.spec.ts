import { expect, test } from '../../fixtures/rehearsal.ts';
import { readExpectation } from '../../lab/faults/expectation.ts';
import { faultFolder } from '../../lab/faults/list-faults.ts';

/** A few of the faults, of every part of the way; `npm run faults` proves all of them. */
const FAULTS = [
  'archive-truncated',
  'attachment-missing-from-archive',
  'wrong-passphrase',
  'reindex-skipped',
  'objects-not-restored',
  'files-from-production',
  'nested-directories',
];

for (const fault of FAULTS) {
  test(`${fault}: the proof fails for that and nothing else`, async ({ rehearse }) => {
    const { cause, mustFail, mayFail } = await readExpectation(await faultFolder(fault));
    const { exitCode, verdict } = await rehearse(fault);
    expect(verdict.failed).toEqual(expect.arrayContaining(mustFail));
    expect(verdict.failed.filter((code) => ![...mustFail, ...mayFail].includes(code))).toEqual([]);
    expect(verdict.diagnosis[0]?.code).toBe(cause);
    expect(exitCode).toBe(1);
  });
}

test('a healthy deployment passes, without a warning', async ({ rehearse }) => {
  const { exitCode, verdict } = await rehearse();
  expect(verdict).toMatchObject({ failed: [], notProven: [], warnings: [], diagnosis: [] });
  expect(exitCode).toBe(0);
});
