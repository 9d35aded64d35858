import type { HostFile } from '../engine/host-file.ts';
import { HostContainer } from './host-container.ts';
import { LabHost } from './lab-host.ts';
import type { HostName } from '../engine/host-names.ts';

/** The ports of the registry inside a host. */
export const REGISTRY_PORTS = { login: 7001, client: 7002, gateway: 7003, files: 7004 } as const;
export const SSH_PORT = 22;

export interface HostSettings {
  image: string;
  network: string;
  labels: Record<string, string>;
  /** Laid down before the host starts. */
  files: HostFile[];
}

/** Starts a host: resolves when its SSH server listens. */
export async function startHost(name: HostName, settings: HostSettings): Promise<LabHost> {
  const { image, network, labels, files } = settings;
  const container = await new HostContainer(image, name, network)
    .withLabels(labels)
    .withExposedPorts(SSH_PORT, ...(name === 'backup' ? [] : Object.values(REGISTRY_PORTS)))
    .withCopyContentToContainer(files)
    .start();
  return new LabHost(name, container);
}
