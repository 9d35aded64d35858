import type { Config, EnvironmentConfig } from '../config/load-config.ts';
import { oneTimeCode } from '../config/second-factor.ts';
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

export function environmentsOf(config: Config): Environments {
  const environment = (name: Environment['name'], settings: EnvironmentConfig): Environment => {
    const { secondFactor, proxy, ...rest } = settings;
    const dispatcher = dispatcherFor({ proxy, caFile: config.caFile });
    return {
      name,
      ...rest,
      secondFactor: () => oneTimeCode(secondFactor, name),
      onSecret: learnSecret,
      ...(dispatcher === null ? {} : { dispatcher }),
      ...(proxy === null ? {} : { proxy }),
    };
  };
  const staging = environment('staging', config.staging);
  return {
    production: environment('production', config.production),
    staging,
    stagingBeforeRestore: { ...staging, ...config.stagingBeforeRestore },
  };
}
