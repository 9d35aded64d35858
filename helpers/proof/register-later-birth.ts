import type { Browser } from '@playwright/test';
import type { Config } from '../config/load-config.ts';
import type { Environments } from '../deployment/environments.ts';
import { login } from '../opencrvs/api/login.ts';
import { registerBirth } from '../opencrvs/register-birth.ts';
import { outcomeOf, TroubleError, type Outcome } from '../outcome.ts';

/**
 * Registers a second birth after the backup ended. It is a negative control: a staging that shows it reads production's stores
 * and not its own.
 */
export function registerLaterBirth(
  { production }: Environments,
  browser: Browser,
  config: Config,
  runToken: string,
): Promise<Outcome<{ trackingId: string }>> {
  return outcomeOf(async () => {
    if (!config.allowProductionWrites)
      throw new TroubleError('not-asked', 'ALLOW_PRODUCTION_WRITES is not “yes”');
    const { trackingId } = await registerBirth(await login(production), browser, {
      runToken: `${runToken}-later`,
      informantEmail: config.informantEmail,
    });
    return { trackingId };
  });
}
