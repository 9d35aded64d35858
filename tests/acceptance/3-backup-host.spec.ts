import { handedOver } from '../../helpers/workflow/worker-env.ts';
import { test } from '../../fixtures/index.ts';
import { dirname } from 'node:path';
import { readTonight } from '../../fixtures/read-tonight.ts';
import { err, outcomeOf } from '../../helpers/base/outcome.ts';
import { drillHistory } from '../../helpers/drill/history.ts';
import type { Config } from '../../helpers/config/load-config.ts';
import type { Run } from '../../helpers/runs/run.ts';
import { gatherOffsite } from '../../helpers/offsite/gather-offsite.ts';
import { gatherRetention } from '../../helpers/retention/gather-retention.ts';
import { ownWrites } from '../../helpers/runs/own-writes.ts';
import { retentionPicture } from '../../helpers/retention/picture.ts';

const NO_LOGIN = err('not-asked', 'no SSH login on the backup host is configured (BACKUP_SSH)');

test('list the archives and read the one of the night', async ({ run, config, hosts, phase }, testInfo) => {
  const { backup } = hosts;
  await phase(async () => {
    await lookBeyond(run, config);
    if (backup === null) {
      run.save('retention', NO_LOGIN);
      run.save('archive', NO_LOGIN);
      return;
    }
    const ownNights = ownWrites(dirname(run.dir)).nights;
    run.save('retention', await gatherRetention({ ...hosts, backup }, config.policy, { ownNights }));
    // A triggered night reads it before anything clears staging.
    if (run.facts().archive === undefined) {
      const date = run.facts().cycle?.expectedDate ?? err('not-asked', 'the nightly cycle was not observed');
      run.save('archive', await readTonight({ run, config, hosts, date, depth: config.reading.depth }));
    }
    const nights = retentionPicture(run.facts());
    if (nights === null) return;
    const path = run.evidence('nights.svg', nights);
    await testInfo.attach('the nights on the backup host', { path, contentType: 'image/svg+xml' });
  });
});

/** A lab that is thrown away keeps neither copies nor a history of drills. */
async function lookBeyond(run: Run, { offsite, passphrase }: Config): Promise<void> {
  const { offsiteLedger: ledger, drillLedger: drills } = handedOver() ?? {};
  if (drills != null) run.save('drills', drillHistory(drills));
  if (ledger == null || offsite.dirs.length === 0) return;
  run.save('offsite', await outcomeOf(() => gatherOffsite({ config: offsite, ledger, passphrase })));
}
