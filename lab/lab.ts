import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { Layout } from '../helpers/config/policy.ts';
import { SCHEDULES } from './crontab.ts';
import { HOST_NAMES, type HostName } from './hosts/host-container.ts';
import type { LabHost } from './hosts/lab-host.ts';
import { createNetwork } from './hosts/network.ts';
import { startHost } from './hosts/start-host.ts';
import { labEnvironment } from './environment.ts';
import { LAB_LABEL, labLabels } from './labels.ts';
import { newSecrets } from './secrets.ts';
import { ensureHostImage } from './setup/host-image.ts';

export interface LabOptions {
  /** Leave it up when this process ends. */
  keep?: boolean;
  layout?: Layout;
  /** What the retention policy says, `AMOUNT_OF_BACKUPS_TO_KEEP`. Default 7. */
  backupsToKeep?: number;
  /** What the rotation job on the backup host was provisioned with; the policy's number when absent. */
  provisionedToKeep?: number;
}

/** A throw-away deployment: production, staging and backup host on this machine. */
export interface Lab {
  name: string;
  /** What a verifier is told of a deployment, as the keys of its `.env`; secrets lie in files of this user alone. */
  env: Record<string, string>;
  hosts: Record<HostName, LabHost>;
  /** Moves the clocks of all hosts to `at` (they go on from there), or back to the real time with null. */
  setClock(at: Date | null): Promise<void>;
  /** What the services of all hosts said. */
  logs(): Promise<Record<HostName, string>>;
  stop(): Promise<void>;
}

/**
 * Starts a lab from nothing.
 *
 * @throws SetupError with what to install, when this machine cannot run one
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const image = await ensureHostImage();
  const name = `${LAB_LABEL}-${randomBytes(4).toString('hex')}`;
  const labels = labLabels(name, options.keep ?? false);
  const secrets = newSecrets();
  const layout = options.layout ?? 'swarm';
  const backupDir = '/home/backup/backups';
  const backupsToKeep = options.backupsToKeep ?? 7;
  const cron = {
    layout,
    schedules: SCHEDULES[layout],
    passphrase: secrets.passphrase,
    backupDir,
    backupsToKeep: options.provisionedToKeep ?? backupsToKeep,
  };
  const folder = await mkdtemp(join(tmpdir(), `${name}-`));
  const network = await createNetwork(name, labels);
  const started = await Promise.all(
    HOST_NAMES.map(
      async (host) =>
        [host, await startHost(host, { image, network: network.name, labels, secrets, cron })] as const,
    ),
  );
  const hosts = Object.fromEntries(started) as Record<HostName, LabHost>;
  const each = (work: (host: LabHost) => Promise<unknown>) =>
    Promise.all(HOST_NAMES.map((host) => work(hosts[host])));

  return {
    name,
    hosts,
    env: await labEnvironment({ folder, hosts, secrets, layout, backupDir, backupsToKeep }),
    setClock: async (at) => {
      const offset = at === null ? '' : String(Math.round((at.getTime() - Date.now()) / 1000));
      await each((host) =>
        host.write('/etc/lab/clock', offset === '' ? '' : `${offset.startsWith('-') ? '' : '+'}${offset}\n`),
      );
    },
    logs: async () =>
      Object.fromEntries(
        await Promise.all(HOST_NAMES.map(async (host) => [host, await hosts[host].log()])),
      ) as Record<HostName, string>,
    stop: async () => {
      await each((host) => host.stop());
      await network.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
