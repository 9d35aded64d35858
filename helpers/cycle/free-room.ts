import type { Host } from '../ssh/host.ts';

/** Room on one file system of a host. */
export interface DiskSpace {
  /** The first of the folders asked for that lies on it. */
  folder: string;
  /** For a user who is not root. */
  freeBytes: number;
}

/** The free room of the file systems on which folders lie, each once; folders that are not there are left out. */
export async function freeRoom(host: Host, folders: readonly string[]): Promise<DiskSpace[]> {
  // The exit code tells only that one of the folders is not there.
  const { stdout } = await host.run(['df', '--output=avail,target,file', '-B1', '--', ...folders]);
  const rooms = new Map<string, DiskSpace>();
  for (const line of stdout.split('\n').slice(1)) {
    const [avail = '', ...words] = line.trim().split(/\s+/);
    const folder = words.pop();
    const target = words.join(' ');
    if (!/^\d+$/.test(avail) || folder === undefined || target === '' || rooms.has(target)) continue;
    rooms.set(target, { folder, freeBytes: Number(avail) });
  }
  return [...rooms.values()];
}
