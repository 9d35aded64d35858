import type { NotifyConfig } from '../config/reporting-config.ts';
import { redactor } from '../redact/secrets.ts';
import { safeText } from '../base/safe-text.ts';
import { channelsOf, ping } from './channels.ts';
import type { Message } from './message.ts';

/** Tells everybody who is configured; gives what went wrong, a sentence a channel. Never rejects: a verdict does not wait for a mail. */
export async function tellAll(config: NotifyConfig, message: Message): Promise<string[]> {
  const told = await Promise.all(
    channelsOf(config).map(({ name, send }) => attempted(`${name} was not told`, () => send(message))),
  );
  return told.flatMap((failure) => failure ?? []);
}

/** Pings the health check, where there is one; gives what went wrong. */
export const pingHealthcheck = (
  { healthcheckUrl }: NotifyConfig,
  exitCode: number | null,
): Promise<string | null> =>
  healthcheckUrl === null
    ? Promise.resolve(null)
    : attempted('HEALTHCHECK_URL was not pinged', () => ping(healthcheckUrl, exitCode));

async function attempted(what: string, work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return `${what}: ${safeText(redactor.redact((error as Error).message), 200)}. The verdict stands.`;
  }
}
