import { layoutOf } from '../layout/layouts.ts';
import type { Config, ReadConfig } from '../config/load-config.ts';
import type { JobName } from '../facts/cycle.ts';
import { cronEntries, jobsAmong } from '../schedule/jobs.ts';
import { loginOnStaging } from '../deployment/login-on-staging.ts';
import { environmentsOf, type Environments } from '../deployment/environments.ts';
import { integrationsOf } from '../opencrvs/integrations.ts';
import { missingFor } from '../opencrvs/record-rights.ts';
import { sessionOn } from '../opencrvs/api/open-session.ts';
import { err, outcomeOf, FailureError, type Outcome } from '../base/outcome.ts';
import type { HostName, RetentionFacts } from '../facts/retention.ts';
import { isDate } from '../schedule/local-time.ts';
import { ableToRead } from '../ssh/able-to-read.ts';
import { tooShortToMask } from '../redact/secrets.ts';
import { exposedFiles } from '../config/secret-files.ts';
import type { Host } from '../ssh/host.ts';
import { passphrasesIn } from './crontab-passphrases.ts';
import type {
  AddressFacts,
  CrontabFacts,
  EnvironmentName,
  HostFacts,
  LoginFacts,
  PreflightFacts,
} from '../facts/preflight.ts';
import { lookAtAddress } from './look-at-address.ts';
import { KILOBYTE, openingOf } from './opening.ts';
import { rightsOn } from './rights.ts';
import { whereaboutsOf } from './whereabouts.ts';

export type PreflightHosts = Record<HostName, Host | null>;

const ADDRESSES = {
  client: 'clientUrl',
  login: 'loginUrl',
  gateway: 'gatewayUrl',
  files: 'filesUrl',
} as const;

/**
 * Looks at everything that a proof needs, writing nothing: with half a configuration, at half of it. What cannot be asked is an
 * outcome with its reason.
 *
 * @param retention what was seen of the backup directory: the newest archive is taken from it
 */
export async function gatherPreflight(
  { config, problems }: ReadConfig,
  hosts: PreflightHosts,
  retention: Outcome<RetentionFacts>,
  environments: Environments = environmentsOf(config),
): Promise<PreflightFacts> {
  const both = <T>(ask: (name: EnvironmentName) => Promise<T>) =>
    Promise.all([ask('production'), ask('staging')]).then(([production, staging]) => ({
      production,
      staging,
    }));
  const [addresses, logins, crontabs, whereabouts, integrations, ...others] = await Promise.all([
    both((name) => addressesOf(config, name)),
    both((name) => loginOf(config, environments, name)),
    both((name) => crontabOf(config, hosts[name])),
    both((name) => whereaboutsOf(config, name, hosts[name])),
    integrationsOn(config, environments),
    hostOf(config, hosts, 'production'),
    hostOf(config, hosts, 'staging'),
    hostOf(config, hosts, 'backup'),
    newestArchiveOf(config, hosts.backup, retention),
  ]);
  const [production, staging, backup, newestArchive] = others;
  const { policy, night, triggerCommands, acknowledgeIntegrations } = config;
  return {
    problems,
    unmaskable: tooShortToMask(),
    exposed: exposedFiles(),
    addresses: [...addresses.production, ...addresses.staging],
    logins,
    hosts: { production, staging, backup },
    newestArchive,
    crontabs,
    whereabouts,
    backupByCron:
      layoutOf(policy.layout).scheduler === 'cron' &&
      night.backupSchedule === null &&
      triggerCommands.backup === null,
    integrations,
    record: { kind: policy.record ?? 'registered', acknowledged: acknowledgeIntegrations },
  };
}

function addressesOf(config: Config, environment: EnvironmentName): Promise<AddressFacts[]> {
  const settings = config[environment];
  return Promise.all(
    Object.entries(ADDRESSES).map(async ([what, key]): Promise<AddressFacts> => {
      const url = settings[key];
      if (url === '') return { environment, what, url, answer: err('not-asked', 'its address is not set') };
      const asked = what === 'gateway' ? `${url}/ping` : url;
      const way = { proxy: settings.proxy, caFile: config.caFile };
      return { environment, what, url, answer: await lookAtAddress(asked, way) };
    }),
  );
}

async function loginOf(
  config: Config,
  environments: Environments,
  name: EnvironmentName,
): Promise<Outcome<LoginFacts>> {
  const { gatewayUrl, username, password } = config[name];
  if ([gatewayUrl, username, password].includes(''))
    return err('not-asked', 'address, user or password is not set');
  return outcomeOf(async () => {
    const { user, environment } =
      name === 'staging' ? await loginOnStaging(environments) : await sessionOn(environments.production);
    return {
      username: environment.username,
      role: user.role,
      missingScopes: missingFor(config.policy.record ?? 'registered', user),
    };
  });
}

function integrationsOn(
  { production }: Config,
  environments: Environments,
): Promise<PreflightFacts['integrations']> {
  const unset = [production.gatewayUrl, production.username, production.password].includes('');
  return outcomeOf(async () => {
    if (unset) throw new FailureError('not-asked', 'address, user or password is not set');
    return integrationsOf(await sessionOn(environments.production));
  });
}

async function hostOf(config: Config, hosts: PreflightHosts, name: HostName): Promise<Outcome<HostFacts>> {
  const host = hosts[name];
  const settings = config.ssh[name];
  if (host === null || settings === null)
    return err('not-asked', `no SSH login is configured (${name.toUpperCase()}_SSH)`);
  return outcomeOf(async () => ({
    host: name,
    user: settings.user,
    rights: settings.sudo ? await rightsOn(host) : [],
  }));
}

async function crontabOf(config: Config, host: Host | null): Promise<Outcome<CrontabFacts>> {
  if (host === null) return err('not-asked', 'no SSH login is configured');
  return outcomeOf(async () => {
    const entries = await cronEntries(host);
    const found = passphrasesIn(entries);
    const known = config.passphrase !== '' && found.length > 0;
    return {
      jobs: Object.keys(jobsAmong(entries)) as JobName[],
      passphraseAgrees: known ? found.every((passphrase) => passphrase === config.passphrase) : null,
    };
  });
}

async function newestArchiveOf(
  config: Config,
  host: Host | null,
  retention: Outcome<RetentionFacts>,
): Promise<PreflightFacts['newestArchive']> {
  if (host === null) return err('not-asked', 'no SSH login is configured');
  // Why the directory could not be looked at is told where it belongs; it says nothing of the passphrase.
  if (!retention.ok) return err('not-asked', retention.why);
  if (config.passphrase === '') return err('not-asked', 'no passphrase is configured');
  const { layout, stores, backupDir } = config.policy;
  const { entries } = retention.value.listing;
  const there = new Set(entries.map(({ path }) => path));
  const dates = entries.map(({ path }) => path).filter(isDate);
  const name = dates
    .sort()
    .reverse()
    .flatMap((date) => layoutOf(layout).filesOf(date, stores))
    .find((file) => there.has(file.name))?.name;
  if (name === undefined) return err('missing', 'there is no archive of any night');
  return outcomeOf(async () => {
    const path = `${backupDir.replace(/\/$/, '')}/${name}`;
    const { stdout, code } = await (
      await ableToRead(host, path)
    ).run(['sh', '-c', `head -c ${KILOBYTE} -- "$1" | base64`, 'sh', path]);
    const start = Buffer.from(stdout, 'base64');
    if (code !== 0 || start.length === 0)
      throw new FailureError('refused', `${name} may not be read by this user`);
    return { name, opening: await openingOf(config.passphrase, start) };
  });
}
