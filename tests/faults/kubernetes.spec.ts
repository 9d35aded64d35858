import { expect, test } from '@playwright/test';
import { wholeProof } from '../../fixtures/rehearsal.ts';
import { startLab } from '../../lab/lab.ts';

test('a healthy deployment of OpenCRVS 2 passes: an archive for each store, restored a night later', async () => {
  const lab = await startLab({ layout: 'kubernetes', records: 20, historyNights: 2, seed: 3 });
  try {
    const { exitCode, verdict } = await wholeProof(lab, test.info());
    const { failed, warnings } = verdict;
    // The restore of version 2.0 does not clear the object store: the lab has that fault too, and it is seen.
    expect({ failed, warnings }).toEqual({ failed: [], warnings: ['STAGING_FILES_CLEARED'] });
    expect(exitCode).toBe(0);
  } finally {
    await lab.stop();
  }
});
