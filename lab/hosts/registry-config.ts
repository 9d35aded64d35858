import type { Blueprint } from './blueprint.ts';
import type { LabHost } from './lab-host.ts';
import { REGISTRY_PORTS } from './start-host.ts';
import type { RegistryConfigInput } from '../opencrvs/config.ts';

/** Production's registrar, and staging's before the first restore brings production's users there. */
export const REGISTRAR = 'k.mweene';
export const STAGING_REGISTRAR = 's.banda';
/** Two-factor authentication is off, as on an OpenCRVS that is being set up: this code always serves. */
export const TWO_FACTOR_CODE = '000000';

export const REGISTRY_CONFIG = '/etc/opencrvs/registry.json';

/** The addresses of a host's registry on this machine. */
export function registryUrls(host: LabHost): Record<keyof typeof REGISTRY_PORTS, string> {
  const url = (port: number) => `http://127.0.0.1:${host.port(port)}`;
  return {
    login: url(REGISTRY_PORTS.login),
    client: url(REGISTRY_PORTS.client),
    gateway: url(REGISTRY_PORTS.gateway),
    files: url(REGISTRY_PORTS.files),
  };
}

/** What the registry on a host is told at start. */
export function registryConfig(host: LabHost, blueprint: Blueprint): RegistryConfigInput {
  const { secrets, registrarIds, form } = blueprint;
  const environment = host.name === 'production' ? 'production' : 'staging';
  const registrar =
    environment === 'production'
      ? { username: REGISTRAR, password: secrets.registrarPassword, firstname: 'Kennedy', surname: 'Mweene' }
      : {
          username: STAGING_REGISTRAR,
          password: secrets.stagingPassword,
          firstname: 'Sara',
          surname: 'Banda',
        };
  return {
    environment,
    form,
    listen: REGISTRY_PORTS,
    publicUrls: registryUrls(host),
    postgres: { host: '127.0.0.1', database: 'events', user: 'events_app', password: secrets.eventsPassword },
    objectsDir: '/data/minio',
    indexFile: '/data/elasticsearch/events.json',
    s3: secrets.s3,
    users: [{ id: registrarIds[environment], role: 'LOCAL_REGISTRAR', ...registrar }],
    twoFactorCode: TWO_FACTOR_CODE,
  };
}
