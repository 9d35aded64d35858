import type { Config, EnvironmentConfig } from '../config/load-config.ts';
import type { Environment } from '../opencrvs/environment.ts';
import { learnSecret } from '../redact/secrets.ts';

/** The environments of a deployment as the OpenCRVS client needs them. */
export interface Environments {
  production: Environment;
  staging: Environment;
  /** Staging with a user who exists there before the first restore. */
  stagingBeforeRestore: Environment;
}

export function environmentsOf(config: Config): Environments {
  const environment = (name: Environment['name'], settings: EnvironmentConfig): Environment => {
    const { secondFactorCode, ...rest } = settings;
    return { name, ...rest, secondFactor: () => Promise.resolve(secondFactorCode), onSecret: learnSecret };
  };
  const staging = environment('staging', config.staging);
  return {
    production: environment('production', config.production),
    staging,
    stagingBeforeRestore: { ...staging, ...config.stagingBeforeRestore },
  };
}
