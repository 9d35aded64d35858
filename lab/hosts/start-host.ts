import type { CronSettings } from '../crontab.ts';
import type { LabSecrets } from '../secrets.ts';
import { HostContainer, type HostName } from './host-container.ts';
import { hostFiles } from './host-files.ts';
import { LabHost } from './lab-host.ts';

/** The ports of the registry inside a host. */
export const REGISTRY_PORTS = { login: 7001, client: 7002, gateway: 7003, files: 7004 } as const;
export const SSH_PORT = 22;

export interface HostSettings {
  image: string;
  network: string;
  labels: Record<string, string>;
  secrets: LabSecrets;
  cron: CronSettings;
}

/** Starts a host and prepares its stores; the registry is not running yet, it must know its published addresses first. */
export async function startHost(name: HostName, settings: HostSettings): Promise<LabHost> {
  const { image, network, labels, secrets, cron } = settings;
  const container = await new HostContainer(image, name, network)
    .withLabels(labels)
    .withExposedPorts(SSH_PORT, ...(name === 'backup' ? [] : Object.values(REGISTRY_PORTS)))
    .withCopyContentToContainer(await hostFiles(name, secrets, cron))
    .start();
  const host = new LabHost(name, container);
  if (name !== 'backup') await host.sh('/usr/local/lib/lab/provision');
  return host;
}
