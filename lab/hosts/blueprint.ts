import { randomUUID } from 'node:crypto';
import type { Layout } from '../../helpers/facts/policy.ts';
import { SCHEDULES, type CronSettings } from '../jobs/crontab.ts';
import type { FormName } from '../opencrvs/forms/form-names.ts';
import { newSecrets, type LabSecrets } from './secrets.ts';
import type { HostName } from '../engine/host-names.ts';
import { DEFAULT_BACKUPS_TO_KEEP } from '../jobs/crontab.ts';

/** What a deployment is before it runs: two labs of one blueprint differ in nothing but their addresses. */
export interface Blueprint {
  /** The image of each host. */
  images: Record<HostName, string>;
  /** Whether databases and registries are in the images already. */
  furnished: boolean;
  secrets: LabSecrets;
  cron: CronSettings;
  /** The retention policy; what the rotation job was provisioned with stands in `cron`. */
  backupsToKeep: number;
  /** The country that the registries play. */
  form: FormName;
  /** Whether staging has production's users already. */
  stagingRestored: boolean;
  /** The registry's ids of production's and staging's registrars. */
  registrarIds: { production: string; staging: string };
}

export interface BlueprintOptions {
  /** The archives' passphrase, where new servers must read old archives. Default: a new one. */
  passphrase?: string;
  layout?: Layout;
  /** Default `farajaland`. */
  form?: FormName;
  /** What the retention policy says, `AMOUNT_OF_BACKUPS_TO_KEEP`. Default 7. */
  backupsToKeep?: number;
  /** What the rotation job on the backup host was provisioned with; the policy's number when absent. */
  provisionedToKeep?: number | null;
  /**
   * Staging was restored in the last night. Default false: it never was, so that production's users do not
   * exist there.
   */
  stagingRestored?: boolean;
}

/** OpenCRVS 2 has a directory for each environment. */
const BACKUP_DIR: Record<Layout, string> = {
  swarm: '/home/backup/backups',
  kubernetes: '/home/backup/production',
};

/** A new deployment with new secrets, all hosts of one image. */
export function newBlueprint(image: string, options: BlueprintOptions): Blueprint {
  const made = newSecrets();
  const secrets = { ...made, passphrase: options.passphrase ?? made.passphrase };
  const layout = options.layout ?? 'swarm';
  const backupsToKeep = options.backupsToKeep ?? DEFAULT_BACKUPS_TO_KEEP;
  return {
    images: { production: image, staging: image, backup: image },
    furnished: false,
    secrets,
    backupsToKeep,
    form: options.form ?? 'farajaland',
    cron: {
      layout,
      schedules: SCHEDULES[layout],
      passphrase: secrets.passphrase,
      backupDir: BACKUP_DIR[layout],
      backupsToKeep: options.provisionedToKeep ?? backupsToKeep,
    },
    stagingRestored: options.stagingRestored ?? false,
    registrarIds: { production: randomUUID(), staging: randomUUID() },
  };
}
