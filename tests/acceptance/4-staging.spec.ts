import { dirname } from 'node:path';
import { test } from '../../fixtures/index.ts';
import { ownOrigins } from '../../helpers/opencrvs/environment.ts';
import { ownWrites } from '../../helpers/runs/own-writes.ts';
import { gatherStaging } from '../../helpers/staging/gather-staging.ts';

test('look for the record on staging in a fresh browser profile', async ({
  run,
  environments,
  hosts,
  browser,
  picture,
  phase,
}) => {
  const { registration, cycle, archive } = run.facts();
  const record = registration?.record.ok === true ? registration.record.value : undefined;
  const isWanted = run.facts().policy.record !== 'none';
  test.skip(record === undefined && isWanted, 'there is no test registration to look for');
  test.skip(cycle?.heldBack !== undefined, cycle?.heldBack);
  await phase(async () => {
    const later = cycle?.negativeControl;
    run.save(
      'staging',
      await gatherStaging({
        environment: environments.staging,
        browser,
        registration: record ?? null,
        productionOrigins: ownOrigins(environments.production),
        laterTrackingId: later?.ok === true ? later.value.trackingId : null,
        screenshot: picture,
        host: hosts.staging,
        beforeRestore: environments.stagingBeforeRestore,
        production: environments.production,
        own: ownWrites(dirname(run.dir)).onStaging,
        marker: registration?.marker?.ok === true ? registration.marker.value : null,
        ...(archive?.ok === true ? { sample: archive.value.objects?.sample ?? [] } : {}),
      }),
    );
  });
});
