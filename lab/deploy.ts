import { join } from 'node:path';
import type { CronSettings } from './crontab.ts';
import { engine } from './engine.ts';
import { HOST_NAMES, type HostName } from './hosts/host-container.ts';
import { hostFiles } from './hosts/host-files.ts';
import type { LabHost, LabHosts } from './hosts/lab-host.ts';
import { registryFiles } from './hosts/registry-files.ts';
import { startHost } from './hosts/start-host.ts';
import { REGISTRY_CONFIG, registryConfig } from './registry-config.ts';
import type { LabSecrets } from './secrets.ts';

export interface DeploySettings {
  image: string;
  /** Names the network, too. */
  name: string;
  labels: Record<string, string>;
  folder: string;
  secrets: LabSecrets;
  cron: CronSettings;
}

/** Starts the three hosts on a network of their own; resolves when both registries answer. */
export async function deploy(settings: DeploySettings): Promise<LabHosts> {
  const { image, name, labels, folder, secrets, cron } = settings;
  const [registry] = await Promise.all([
    registryFiles(join(folder, 'registry')),
    engine().then((docker) => docker.createNetwork({ Name: name, CheckDuplicate: true, Labels: labels })),
  ]);
  const start = async (host: HostName): Promise<LabHost> => {
    const files = await hostFiles(host, secrets, cron);
    const started = await startHost(host, {
      image,
      network: name,
      labels,
      files: host === 'backup' ? files : [...files, ...registry],
    });
    if (host !== 'backup') await startRegistry(started, secrets);
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
async function startRegistry(host: LabHost, secrets: LabSecrets): Promise<void> {
  const content = JSON.stringify(registryConfig(host, secrets));
  await host.write({ target: REGISTRY_CONFIG, content, mode: 0o600 });
  await host.sh('/usr/local/lib/lab/provision');
}
