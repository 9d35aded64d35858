import type { Browser } from '@playwright/test';
import type { Config } from '../config/load-config.ts';
import type { Environments } from '../deployment/environments.ts';
import { sessionOn } from '../opencrvs/api/open-session.ts';
import { registerBirth } from '../opencrvs/register-birth.ts';
import { outcomeOf, FailureError, type Outcome } from '../base/outcome.ts';
import { negativeControlToken } from '../runs/own-writes.ts';
import type { Run } from '../runs/run.ts';
import { noteCreated } from './gather-clean-up.ts';

/**
 * Declares a second birth after the backup ended. It is a negative control: a staging that shows it reads production's stores and
 * not its own. A declared record serves as well as a registered one, and can be archived once staging was looked at.
 */
export function registerNegativeControl(
  { production }: Environments,
  browser: Browser,
  config: Config,
  run: Run,
): Promise<Outcome<{ trackingId: string }>> {
  const { record: kind = 'registered' } = run.facts().policy;
  return outcomeOf(async () => {
    if (kind === 'none') throw new FailureError('not-asked', 'RECORD=none: nothing is written on production');
    if (!config.allowProductionWrites)
      throw new FailureError('not-asked', 'ALLOW_PRODUCTION_WRITES is not “yes”');
    const { trackingId } = await registerBirth(await sessionOn(production), browser, {
      runToken: negativeControlToken(run.token),
      own: config.own,
      goal: 'declared',
      onCreated: noteCreated(run),
    });
    return { trackingId };
  });
}
