import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { trustedKeys } from '../../helpers/browser/trusted-keys.ts';
import { EXIT, type ExitCode } from '../../helpers/base/exit-code.ts';
import { login } from '../../helpers/opencrvs/api/login.ts';
import { FailureError } from '../../helpers/base/outcome.ts';
import { redactor } from '../../helpers/redact/secrets.ts';
import { UserError } from '../../helpers/base/user-error.ts';
import { ensureChromium } from '../../lab/setup/chromium.ts';
import { ensurePostgres } from '../../lab/setup/postgres.ts';
import { SetupError } from '../../lab/setup/step.ts';
import { againstSettings, type AgainstSettings } from './against-settings.ts';

const HELP = `npm run contract -- [options] [spec files]

Holds the lab’s fake, or a deployment, to what a real OpenCRVS 2.0.0 with the Farajaland configuration was recorded to answer
and to show.

  --against FILE   ask the OpenCRVS that FILE describes (PRODUCTION_… keys as in .env) and list the differences.
                   Without ALLOW_PRODUCTION_WRITES=yes in it only what reads is asked. With it four registered births stay
                   for ever. CONTRACT_PASSWORD: the password of the other users of the recordings; CONTRACT_USERS:
                   what they are called there (f.katongo=m.banda,…).
  --help           this text

Exit code: 0 as recorded, 1 differences, 2 usage or configuration, 3 could not reach it.`;

function commandLine() {
  try {
    return parseArgs({
      options: { against: { type: 'string' }, help: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
  } catch (error) {
    const [said = ''] = (error as Error).message.split(/\.?\s*\n|\. /);
    throw new UserError(`${said}; --help lists the options.`, EXIT.usage, { cause: error });
  }
}

async function main(): Promise<ExitCode> {
  const { values, positionals } = commandLine();
  if (values.help) {
    console.log(HELP);
    return EXIT.passed;
  }
  await ensureChromium();
  if (values.against === undefined) {
    await ensurePostgres();
    return ask(positionals, {});
  }
  const file = resolve(values.against);
  const settings = againstSettings(file);
  await login(settings.production);
  const { clientUrl } = settings.production;
  console.log(`Asking ${clientUrl}${settings.config.allowProductionWrites ? '' : ', reading only'}.`);
  const folder = mkdtempSync(join(tmpdir(), 'contract-'));
  try {
    return ask(positionals, {
      CONTRACT_AGAINST: file,
      CONTRACT_RECORD: join(folder, 'record.json'),
      ...(await trust(settings)),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A private authority, for what asks and for the browser. */
async function trust({ config, production }: AgainstSettings): Promise<Record<string, string>> {
  if (config.caFile === null) return {};
  const { clientUrl, loginUrl, gatewayUrl, filesUrl } = production;
  const keys = await trustedKeys([clientUrl, loginUrl, gatewayUrl, filesUrl], {
    proxy: config.production.proxy,
    caFile: config.caFile,
  });
  return { NODE_EXTRA_CA_CERTS: config.caFile, BROWSER_TRUSTED_KEYS: keys.join(',') };
}

function ask(specs: readonly string[], env: Record<string, string>): ExitCode {
  const isOwn = env['CONTRACT_AGAINST'] === undefined;
  const { status, signal } = spawnSync(
    'npx',
    [
      '--no-install',
      'playwright',
      'test',
      '--project=contract',
      `--reporter=${isOwn ? 'list,' : ''}./tests/contract/facts-reporter.ts`,
      // One after the other: what the tests do to a deployment must not meet. What Playwright keeps of a failed test
      // shows the page with what was typed into it: it goes with the folder.
      ...(isOwn ? [] : ['--workers=1', `--output=${join(dirname(env['CONTRACT_RECORD'] ?? ''), 'output')}`]),
      ...specs,
    ],
    { stdio: 'inherit', env: { ...process.env, ...env } },
  );
  if (status === null)
    throw new UserError(
      `The suite was ended by ${signal ?? 'the system'} before it could list its differences: run it again.`,
      EXIT.unreachable,
    );
  return status === 0 ? EXIT.passed : EXIT.failed;
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const known = error instanceof UserError || error instanceof FailureError || error instanceof SetupError;
    const text =
      error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
    console.error(redactor.redact(text));
    const refused = error instanceof FailureError && error.reason === 'refused';
    process.exitCode = error instanceof UserError ? error.exitCode : refused ? EXIT.usage : EXIT.unreachable;
  },
);
