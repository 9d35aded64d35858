import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engine } from '../engine/engine.ts';
import { HOST_LABEL, NAME_LABEL } from '../engine/labels.ts';
import { command } from './command.ts';

/** What the services of each host of a lab said, running or not. */
export async function hostLogs(labName: string): Promise<Record<string, string>> {
  const filters = { label: [`${NAME_LABEL}=${labName}`] };
  const containers = await (await engine()).listContainers({ all: true, filters });
  const logs = containers.map(async ({ Id, Labels }) => {
    const { stdout, stderr } = await command('docker', ['logs', Id]);
    return [Labels[HOST_LABEL] ?? Id, stdout + stderr] as const;
  });
  return Object.fromEntries(await Promise.all(logs));
}

/**
 * Keeps the logs of a lab's hosts as files of a folder.
 *
 * @returns the paths of the files
 */
export async function keepLogs(labName: string, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const logs = Object.entries(await hostLogs(labName));
  return Promise.all(
    logs.map(async ([host, log]) => {
      const path = join(folder, `${labName}-${host}.log`);
      await writeFile(path, log);
      return path;
    }),
  );
}
