import { test } from '../../fixtures/index.ts';
import { gatherCleanUp } from '../../helpers/registration/gather-clean-up.ts';

test('put away what the run made on production', async ({ run, environments, phase }) => {
  await phase(async () => {
    run.save('cleanUp', await gatherCleanUp(run, environments.production));
  });
});
