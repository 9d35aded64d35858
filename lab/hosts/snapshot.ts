import type { Blueprint } from './blueprint.ts';
import { engine } from '../engine/engine.ts';
import type { LabHosts } from './lab-host.ts';
import { snapshotLabels } from '../engine/labels.ts';
import { HOST_NAMES, type HostName } from '../engine/host-names.ts';

/** Pictures of a lab's hosts, from which labs in that state start within seconds. */
export interface Snapshot {
  blueprint: Blueprint;
  /** Removes the pictures; labs made of them must be stopped before. */
  remove(): Promise<void>;
}

/** Takes a picture of each host at rest; the lab goes on afterwards. */
export async function takeSnapshot(name: string, hosts: LabHosts, blueprint: Blueprint): Promise<Snapshot> {
  const docker = await engine();
  const changes = Object.entries(snapshotLabels()).map(([label, value]) => `LABEL ${label}=${value}`);
  const picture = async (host: HostName): Promise<readonly [HostName, string]> => {
    await hosts[host].sh('/usr/local/lib/lab/rest');
    const repo = `opencrvs-lab-snapshot-${host}`;
    await docker.getContainer(hosts[host].id).commit({ repo, tag: name, changes });
    await hosts[host].sh('/usr/local/lib/lab/wake');
    return [host, `${repo}:${name}`];
  };
  const images = Object.fromEntries(await Promise.all(HOST_NAMES.map(picture))) as Blueprint['images'];
  return {
    blueprint: { ...blueprint, images, furnished: true },
    remove: async () => {
      await Promise.all(Object.values(images).map((image) => docker.getImage(image).remove()));
    },
  };
}
