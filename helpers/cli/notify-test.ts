import { EXIT } from '../base/exit-code.ts';
import { UserError } from '../base/user-error.ts';
import { readConfig } from '../config/load-config.ts';
import { channelsOf } from '../notify/channels.ts';
import { pingHealthcheck, tellAll } from '../notify/notify.ts';
import { identityOf } from '../report/result/identity.ts';
import { runVerb } from './verb.ts';

const USAGE = `npm run notify-test -- [options]

Sends a test message on every channel that is configured (NOTIFY_WEBHOOK, NOTIFY_MAIL, NOTIFY_COMMAND) and pings HEALTHCHECK_URL.
`;

await runVerb(USAGE, {}, async (_values, env, { print, data }) => {
  const { config } = readConfig(env, 'nightly');
  const { notify } = config.reporting;
  const names = [
    ...channelsOf(notify).map(({ name }) => name),
    ...(notify.healthcheckUrl === null ? [] : ['HEALTHCHECK_URL']),
  ];
  if (names.length === 0)
    throw new UserError(
      'Nobody is configured to be told: see NOTIFY_… in docs/configuration.md.',
      EXIT.usage,
    );
  const { deployment } = identityOf(config);
  const subject = `TEST: OpenCRVS backup of ${deployment.name}`;
  const failures = [
    ...(await tellAll(notify, {
      subject,
      text: `${subject}\nThis is a test of the backup verifier’s notifications. Nothing was verified.`,
      ...{ verdict: 'test', deployment: deployment.name, runId: 'test', exitCode: 0 },
    })),
    ...[await pingHealthcheck(notify, EXIT.passed)].flatMap((failure) => failure ?? []),
  ];
  for (const name of names)
    print(
      failures.find((failure) => failure.startsWith(`${name} `))?.replace(' The verdict stands.', '') ??
        `${name}: sent`,
    );
  data({ channels: names, failures });
  return failures.length === 0 ? EXIT.passed : EXIT.unreachable;
});
