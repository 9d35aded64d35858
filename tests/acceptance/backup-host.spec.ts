import { test } from '../../fixtures/index.ts';
import { readerFor } from '../../helpers/archive/archive-reader.ts';
import { plainProgress } from '../../helpers/cli/verify-archive/progress.ts';
import { gatherArchive } from '../../helpers/archive/gather-archive.ts';
import { err, outcomeOf } from '../../helpers/base/outcome.ts';
import { drillHistory } from '../../helpers/drill/history.ts';
import type { Config } from '../../helpers/config/load-config.ts';
import type { Run } from '../../helpers/runs/run.ts';
import { gatherOffsite } from '../../helpers/offsite/gather-offsite.ts';
import { gatherRetention } from '../../helpers/retention/gather-retention.ts';
import { retentionPicture } from '../../helpers/retention/picture.ts';

const NO_LOGIN = err('not-asked', 'no SSH login on the backup host is configured (BACKUP_SSH)');

test('list the archives and read the one of the night', async ({ run, config, hosts, phase }, testInfo) => {
  const { registration, cycle } = run.facts();
  const { backup } = hosts;
  await phase(async () => {
    await lookBeyond(run, config);
    if (backup === null) {
      run.save('retention', NO_LOGIN);
      run.save('archive', NO_LOGIN);
      return;
    }
    run.save('retention', await gatherRetention({ ...hosts, backup }, config.policy));
    const date = cycle?.expectedDate ?? err('not-asked', 'the nightly cycle was not observed');
    run.save(
      'archive',
      date.ok
        ? await gatherArchive({
            host: backup,
            policy: config.policy,
            date: date.value,
            passphrase: config.passphrase,
            registration: registration?.record.ok === true ? registration.record.value : null,
            reader: readerFor(config.reading, { ...hosts, backup }),
            depth: config.reading.depth,
            retained: config.reading.retained,
            bytesPerSecond: config.reading.bytesPerSecond,
            ledger: process.env['ARCHIVE_LEDGER'] ?? null,
            onProgress: plainProgress((line) => void process.stdout.write(`${line}\n`)),
          })
        : date,
    );
    const nights = retentionPicture(run.facts());
    if (nights === null) return;
    const path = run.evidence('nights.svg', nights);
    await testInfo.attach('the nights on the backup host', { path, contentType: 'image/svg+xml' });
  });
});

/** A lab that is thrown away keeps neither copies nor a history of drills. */
async function lookBeyond(run: Run, { offsite, passphrase }: Config): Promise<void> {
  const { OFFSITE_LEDGER: ledger, DRILL_LEDGER: drills } = process.env;
  if (drills !== undefined) run.save('drills', drillHistory(drills));
  if (ledger === undefined || offsite.dirs.length === 0) return;
  run.save('offsite', await outcomeOf(() => gatherOffsite({ config: offsite, ledger, passphrase })));
}
