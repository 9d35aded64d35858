import { startRegistry, type StartedRegistry } from '../../../lab/opencrvs/start-registry.ts';
import { cuttingProxy, type CuttingProxy } from '../opencrvs/cutting-proxy.ts';

/** Production behind a proxy, and staging beside it: all that a registration needs of a deployment. */
export interface TwoRegistries {
  production: StartedRegistry;
  staging: StartedRegistry;
  proxy: CuttingProxy;
  /** The settings of a `.env` that knows them, with production's gateway reached through the proxy. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

export async function twoRegistries(): Promise<TwoRegistries> {
  const [production, staging] = await Promise.all([
    startRegistry(),
    startRegistry({ environment: 'staging' }),
  ]);
  const proxy = await cuttingProxy(production.urls.gateway);
  const settingsOf = (prefix: string, { urls }: StartedRegistry) => ({
    [`${prefix}_CLIENT_URL`]: urls.client,
    [`${prefix}_LOGIN_URL`]: urls.login,
    [`${prefix}_GATEWAY_URL`]: urls.gateway,
    [`${prefix}_FILES_URL`]: urls.files,
    [`${prefix}_USERNAME`]: 'k.mweene',
    [`${prefix}_PASSWORD`]: 'test',
    [`${prefix}_2FA_CODE`]: '000000',
  });
  return {
    production,
    staging,
    proxy,
    env: {
      ...settingsOf('STAGING', staging),
      ...settingsOf('PRODUCTION', production),
      PRODUCTION_GATEWAY_URL: proxy.url,
      BACKUP_PASSPHRASE: 'the passphrase of the test',
      BACKUP_SCHEDULE: '0 0 * * *',
      RESTORE_SCHEDULE: '0 1 * * *',
      SCHEDULE_TIME_ZONE: 'UTC',
      TEST_INFORMANT_EMAIL: 'someone@example.org',
      ALLOW_PRODUCTION_WRITES: 'yes',
      ACKNOWLEDGE_INTEGRATIONS: 'yes',
    },
    stop: async () => {
      await proxy[Symbol.asyncDispose]();
      await Promise.all([production.stop(), staging.stop()]);
    },
  };
}
