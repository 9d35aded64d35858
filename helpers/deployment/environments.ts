import type { Config, EnvironmentConfig } from '../config/load-config.ts';
import { join } from 'node:path';
import { oneTimeCode } from '../config/second-factor.ts';
import { tokenFile } from '../opencrvs/api/token-file.ts';
import type { Environment } from '../opencrvs/environment.ts';
import { learnSecret } from '../redact/secrets.ts';
import { dispatcherFor } from './dispatcher.ts';

/** The environments of a deployment as the OpenCRVS client needs them. */
export interface Environments {
  production: Environment;
  staging: Environment;
  /** Staging with a user who exists there before the first restore. */
  stagingBeforeRestore: Environment;
}

/** @param sessionsDir where the processes of a run share their logins; null: each logs in for itself */
export function environmentsOf(config: Config, sessionsDir: string | null = null): Environments {
  const kept = (name: string) => (sessionsDir === null ? {} : { tokens: tokenFile(join(sessionsDir, name)) });
  const environment = (name: Environment['name'], settings: EnvironmentConfig): Environment => {
    const { secondFactor, proxy, ...rest } = settings;
    const dispatcher = dispatcherFor({ proxy, caFile: config.caFile });
    return {
      name,
      ...rest,
      secondFactor: () => oneTimeCode(secondFactor, name),
      onSecret: learnSecret,
      ...kept(name),
      ...(dispatcher === null ? {} : { dispatcher }),
      ...(proxy === null ? {} : { proxy }),
    };
  };
  const staging = environment('staging', config.staging);
  return {
    production: environment('production', config.production),
    staging,
    // A login from before a restore is no proof of one after it.
    stagingBeforeRestore: { ...staging, ...config.stagingBeforeRestore, ...kept('staging-before-restore') },
  };
}
