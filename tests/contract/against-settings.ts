import { config as loadDotenv } from 'dotenv';
import { environmentsOf } from '../../helpers/deployment/environments.ts';
import { readConfig, type Config } from '../../helpers/config/load-config.ts';
import { problemTable } from '../../helpers/config/problem-table.ts';
import { secretValue } from '../../helpers/config/secret-value.ts';
import { EXIT } from '../../helpers/base/exit-code.ts';
import type { Environment } from '../../helpers/opencrvs/environment.ts';
import { UserError } from '../../helpers/base/user-error.ts';

/** What is told of a deployment that is to be held to the recorded answers. */
export interface AgainstSettings {
  config: Config;
  production: Environment;
  /** Recorded user → that deployment's, where it is another. */
  users: Map<string, string>;
  /** Password of the users other than the registrar; null: what they would be asked is left out. */
  usersPassword: string | null;
}

/** Settings of the proof that say nothing about a conversation with production. */
const CONCERNED = /^(?:PRODUCTION_(?!SSH)|CA_FILE|ALLOW_PRODUCTION_WRITES|TEST_INFORMANT_EMAIL)/;

/**
 * Reads the settings of one OpenCRVS: the keys of the harness for production, and two of this suite's own for its other users.
 *
 * @throws UserError (exit code 2) with everything that is wrong at once
 */
export function againstSettings(file: string): AgainstSettings {
  const env: Record<string, string> = {};
  const { error } = loadDotenv({ path: file, processEnv: env, quiet: true });
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code !== undefined)
    throw new UserError(`${file} cannot be read (${code}).`, EXIT.usage, { cause: error });
  const { config, problems } = readConfig(env, 'acceptance');
  const concerned = problems.filter(
    ({ key }) => CONCERNED.test(key) && (key !== 'TEST_INFORMANT_EMAIL' || config.allowProductionWrites),
  );
  const usersPassword = secretValue('CONTRACT_PASSWORD', env, concerned);
  const users = new Map<string, string>();
  for (const pair of (env['CONTRACT_USERS'] ?? '').split(',').filter((text) => text.trim() !== '')) {
    const [recorded = '', theirs = ''] = pair.split('=').map((part) => part.trim());
    if (recorded === '' || theirs === '')
      concerned.push({ key: 'CONTRACT_USERS', wrong: 'takes “recorded=theirs”, several with commas' });
    users.set(recorded, theirs);
  }
  if (config.production.proxy !== null)
    concerned.push({ key: 'PRODUCTION_PROXY', wrong: 'is not supported here' });
  if (concerned.length > 0) throw new UserError(problemTable(concerned));
  return { config, production: environmentsOf(config).production, users, usersPassword };
}
