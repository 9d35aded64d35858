import { gatherCleanUp } from '../registration/gather-clean-up.ts';
import type { CommandContext } from './command-context.ts';
import { listRuns } from '../runs/list-runs.ts';
import type { Run } from '../runs/run.ts';

/**
 * Tries once more to put away what closed runs had to leave on production: somebody held it, or nobody answered. Their verdicts
 * stay as they are.
 */
export async function cleanUpAgain({ runsDir, environments, print }: CommandContext): Promise<void> {
  for (const { run, state } of listRuns(runsDir)) {
    if (state.at !== 'closed' || leftBy(run).length === 0) continue;
    const cleanUp = await gatherCleanUp(run, environments.production);
    run.save('cleanUp', cleanUp);
    run.note('cleaned up again');
    const left = leftBy(run);
    print(
      left.length === 0
        ? `Run ${run.id} had left records on production: they are put away now.`
        : `Run ${run.id} still leaves on production: ${left.join('; ')}.`,
    );
  }
}

/** What a run could not put away, with the reason. */
function leftBy(run: Run): string[] {
  const { cleanUp } = run.facts();
  if (cleanUp === undefined) return [];
  if (!cleanUp.ok) return [cleanUp.why];
  return cleanUp.value.flatMap(({ trackingId, now }) => (now.ok ? [] : [`${trackingId} (${now.why})`]));
}
