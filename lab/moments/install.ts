import type { FaultScript } from '../faults/read-faults.ts';
import type { HostFile } from '../hosts/host-file.ts';
import type { Layout } from '../../helpers/config/policy.ts';

const FOLDER = '/etc/lab/moments';

/** The night's archive as a fault script finds it on the backup host; the shell fills in the date. */
export const ARCHIVE: Record<Layout, string> = {
  swarm: '$BACKUP_DIR/$DATE/$DATE.tar.gz.enc',
  kubernetes: '$BACKUP_DIR/$DATE/postgres_backup_$DATE.tar.gz.enc',
};

/**
 * Everything that strikes, for every host: the host whose job has come to a moment must know of what strikes elsewhere. Scripts
 * of one moment run in the order in which the faults were given.
 */
export function momentFiles(faults: readonly FaultScript[], layout: Layout, backupDir: string): HostFile[] {
  return [
    {
      target: '/etc/lab/moments.env',
      content: `BACKUP_DIR=${backupDir}\nARCHIVE=${ARCHIVE[layout]}\n`,
      mode: 0o644,
    },
    ...faults.map(({ moment, host, fault, content }, index) => ({
      target: `${FOLDER}/${moment}@${host}/${String(index).padStart(2, '0')}-${fault}`,
      content,
      mode: 0o755,
    })),
  ];
}
