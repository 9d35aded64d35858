import { test } from '../../fixtures/index.ts';
import { gatherCycle } from '../../helpers/cycle/gather-cycle.ts';
import { nightJournal } from '../../helpers/runs/night-journal.ts';
import { FailureError } from '../../helpers/base/outcome.ts';
import { lookForAbsence } from '../../helpers/registration/gather-registration.ts';
import { whyNotRestorable } from '../../helpers/verdict/restorable.ts';
import { readTonight } from '../../fixtures/read-tonight.ts';
import { registerNegativeControl } from '../../helpers/registration/register-negative-control.ts';

test('run the night’s jobs now, in the order of the schedule', async ({
  run,
  config,
  hosts,
  environments,
  browser,
  phase,
}) => {
  test.skip(run.facts().cycle !== undefined, 'the night was watched as it happened');
  const record = run.facts().registration?.record;
  test.skip(
    record?.ok !== true && run.facts().policy.record !== 'none',
    'there is no test registration whose way through the night could be followed',
  );
  const registration = record?.ok === true ? record.value : undefined;
  await phase(async () => {
    run.save(
      'cycle',
      await gatherCycle({
        hosts,
        allowTrigger: config.cycle === 'trigger' ? config.allowTrigger : [],
        commands: config.triggerCommands,
        journal: nightJournal(run),
        afterBackup: () => registerNegativeControl(environments, browser, config, run),
        proveArchive: async (date) => {
          const archive = await readTonight({ run, config, hosts, date, depth: 'full' });
          run.save('archive', archive);
          return whyNotRestorable(run.facts());
        },
        beforeRestore: () => {
          if (registration === undefined)
            throw new FailureError('not-asked', 'RECORD=none: no record was made');
          return lookForAbsence(environments, registration);
        },
      }),
    );
  });
});
