import { readFile } from 'node:fs/promises';
import type { Layout } from '../../helpers/facts/policy.ts';
import type { HostFile } from '../engine/host-file.ts';
import type { LabHosts } from '../hosts/lab-host.ts';
import { registryUrls } from '../hosts/registry-config.ts';
import { HOST_NAMES } from '../engine/host-names.ts';
import type { FaultScript } from './moment.ts';

/** The night's archive as a fault script finds it on the backup host; the shell fills in the date. */
const ARCHIVE: Record<Layout, string> = {
  swarm: '$BACKUP_DIR/$DATE/$DATE.tar.gz.enc',
  kubernetes: '$BACKUP_DIR/$DATE/postgres_backup_$DATE.tar.gz.enc',
};

/** Scripts of one moment run in the order of their names: that of the faults. */
export const scriptName = (index: number, fault: string): string =>
  `${String(index).padStart(2, '0')}-${fault}`;

/** Not a fault, though it comes the same way. */
export const NIGHT_FALLS = 'night-falls';

/**
 * What fault scripts are told beside the night's own: `PRODUCTION_FILES_URL` and the like are published
 * addresses.
 */
function settings({ production, staging }: LabHosts, layout: Layout, backupDir: string): string {
  const urls = [production, staging].flatMap((host) =>
    Object.entries(registryUrls(host)).map(
      ([what, url]) => `${host.name.toUpperCase()}_${what.toUpperCase()}_URL=${url}`,
    ),
  );
  return [`BACKUP_DIR=${backupDir}`, `ARCHIVE=${ARCHIVE[layout]}`, ...urls, ''].join('\n');
}

/**
 * Puts the fault scripts where the jobs find them, on every host: the host whose job has come to a moment
 * must know of what strikes elsewhere. Scripts of one moment run in the order in which the faults were given.
 */
export async function armFaults(
  hosts: LabHosts,
  faults: readonly FaultScript[],
  layout: Layout,
  backupDir: string,
): Promise<void> {
  const night = layout === 'kubernetes' ? await nightFalls() : [];
  if (faults.length + night.length === 0) return;
  const files: HostFile[] = [
    ...night,
    { target: '/etc/lab/moments.env', content: settings(hosts, layout, backupDir), mode: 0o644 },
    ...faults.map(({ moment, host, fault, content }, index) => ({
      target: `/etc/lab/moments/${moment}@${host}/${scriptName(index, fault)}`,
      content,
      mode: 0o755,
    })),
  ];
  await Promise.all(Object.values(hosts).map((host) => host.write(...files)));
}

/**
 * A restore of the `kubernetes` layout is of yesterday's archive: so that one proof sees both, the night
 * passes when the backup has ended.
 */
async function nightFalls(): Promise<HostFile[]> {
  const content = await readFile(new URL('./night-falls.sh', import.meta.url));
  return HOST_NAMES.map((host) => ({
    target: `/etc/lab/moments/after-backup@${host}/99-${NIGHT_FALLS}`,
    content,
    mode: 0o755,
  }));
}
