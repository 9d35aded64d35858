import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROOF_PHASES } from '../../helpers/proof/phases.ts';
import { prove } from '../../helpers/proof/prove.ts';
import type { VerdictFile } from '../../helpers/report/verdict-file.ts';
import { startLab } from '../../lab/lab.ts';

test('a healthy deployment of OpenCRVS 2 passes: an archive for each store, restored a night later', async () => {
  const lab = await startLab({ layout: 'kubernetes', records: 20, historyNights: 2, seed: 3 });
  const printed: string[] = [];
  try {
    const reportsDir = test.info().outputPath('reports');
    const exitCode = await prove({
      env: lab.env,
      profile: 'acceptance',
      phases: PROOF_PHASES,
      reportsDir,
      print: (line) => void printed.push(line),
    });
    const { failed, warnings } = JSON.parse(
      readFileSync(join(reportsDir, 'verdict.json'), 'utf8'),
    ) as VerdictFile;
    // The restore of version 2.0 does not clear the object store: the lab has that fault too, and it is seen.
    expect({ failed, warnings }).toEqual({ failed: [], warnings: ['STAGING_FILES_CLEARED'] });
    expect(exitCode).toBe(0);
  } finally {
    await lab.stop();
    await test
      .info()
      .attach('what the proof printed', { body: printed.join('\n'), contentType: 'text/plain' });
  }
});
