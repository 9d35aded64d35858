import { join } from 'node:path';
import type { Blueprint } from './blueprint.ts';
import { engine } from '../engine/engine.ts';
import { hostFiles } from './host-files.ts';
import type { LabHost, LabHosts } from './lab-host.ts';
import { registryFiles } from './registry-files.ts';
import { startHost } from './start-host.ts';
import { REGISTRY_CONFIG, registryConfig } from './registry-config.ts';
import { HOST_NAMES, type HostName } from '../engine/host-names.ts';

export interface Place {
  /** Names the network, too. */
  name: string;
  labels: Record<string, string>;
  folder: string;
}

/** Starts the three hosts on a network of their own; resolves when both registries answer. */
export async function deploy(blueprint: Blueprint, place: Place): Promise<LabHosts> {
  const { name, labels } = place;
  const [registry] = await Promise.all([
    blueprint.furnished ? [] : registryFiles(join(place.folder, 'registry')),
    engine().then((docker) => docker.createNetwork({ Name: name, CheckDuplicate: true, Labels: labels })),
  ]);
  const start = async (host: HostName): Promise<LabHost> => {
    const own = blueprint.furnished ? [] : await hostFiles(host, blueprint.secrets, blueprint.cron);
    const files = host === 'backup' ? own : [...own, ...registry];
    const image = blueprint.images[host];
    const started = await startHost(host, { image, network: name, labels, files });
    if (host !== 'backup') await startRegistry(started, blueprint);
    return started;
  };
  // All of them, also when one fails: nothing may come up after the lab was given up.
  const results = await Promise.allSettled(HOST_NAMES.map(start));
  const [production, staging, backup] = results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
  return { production, staging, backup } as LabHosts;
}

/** The registry learns its published addresses only now that the host runs. */
async function startRegistry(host: LabHost, blueprint: Blueprint): Promise<void> {
  const content = JSON.stringify(registryConfig(host, blueprint));
  await host.write({ target: REGISTRY_CONFIG, content, mode: 0o600 });
  if (!blueprint.furnished) await host.sh('/usr/local/lib/lab/furnish');
  await host.sh('/usr/local/lib/lab/start-registry');
}
