import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleRegistry } from '../opencrvs/bundle.ts';
import type { HostFile } from '../engine/host-file.ts';

/** The fake OpenCRVS, built into `folder`, as files of a host. */
export async function registryFiles(folder: string): Promise<HostFile[]> {
  await bundleRegistry(folder);
  const names = await readdir(folder);
  return Promise.all(
    names.map(async (name) => ({
      target: `/opt/registry/${name}`,
      content: await readFile(join(folder, name)),
      mode: 0o644,
    })),
  );
}
