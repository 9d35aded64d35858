import { test } from '../../fixtures/index.ts';
import { noteCreated } from '../../helpers/registration/gather-clean-up.ts';
import { gatherRegistration } from '../../helpers/registration/gather-registration.ts';

test('register a test birth on production and see it there', async ({
  run,
  config,
  environments,
  browser,
  picture,
  phase,
}) => {
  test.skip(run.facts().registration?.record.ok === true, 'the test birth is registered already');
  await phase(async () => {
    const facts = await gatherRegistration({
      environments,
      browser,
      runToken: run.token,
      own: config.own,
      // The run's own, whatever the settings have become since it began.
      kind: run.facts().policy.record ?? 'registered',
      onCreated: noteCreated(run),
      allowWrites: config.allowProductionWrites,
      allowMarker: config.allowStagingWrites,
      screenshot: picture,
    });
    run.save('registration', facts);
  });
});
