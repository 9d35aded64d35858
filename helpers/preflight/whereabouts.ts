import { lookup } from 'node:dns/promises';
import type { Config } from '../config/load-config.ts';
import { err, outcomeOf, type Outcome } from '../base/outcome.ts';
import type { Host } from '../ssh/host.ts';
import type { EnvironmentName, Whereabouts } from '../facts/preflight.ts';

/** Where an environment's SSH login and its web address lead, to tell when they were mixed up. */
export async function whereaboutsOf(
  config: Config,
  name: EnvironmentName,
  host: Host | null,
): Promise<Outcome<Whereabouts>> {
  const settings = config.ssh[name];
  if (host === null || settings === null) return err('not-asked', 'no SSH login is configured');
  return outcomeOf(async () => {
    const { stdout, code } = await host.run(['hostname', '-I']);
    return {
      login: `${settings.host}:${settings.port}`,
      own: code === 0 ? stdout.split(/\s+/).filter(isTelling) : [],
      served: await addressesOf(config[name]),
    };
  });
}

/** The addresses behind the client's name; empty where another machine resolves it, or nothing does. */
async function addressesOf({ clientUrl, proxy }: Config['production']): Promise<string[]> {
  if (proxy !== null || clientUrl === '') return [];
  const found = await lookup(new URL(clientUrl).hostname, { all: true }).catch(() => []);
  return found.map(({ address }) => address).filter(isTelling);
}

/** Every machine calls itself so. */
const isTelling = (address: string): boolean => address !== '' && !/^(?:127\.|::1$|fe80:)/.test(address);
