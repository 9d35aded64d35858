import type { Night } from '../../../helpers/schedule/night.ts';

/** The settings of a run that are of no account where only its states are looked at. */
export const POLICY = {
  profile: 'acceptance',
  layout: 'swarm',
  backupsToKeep: 7,
  backupDir: '/home/backup/backups',
  opencrvsVersion: null,
  stores: null,
} as const;

export const NIGHT: Night = {
  date: '2026-03-02',
  backupAt: '2026-03-02T00:00:00.000Z',
  backupDueBy: '2026-03-02T06:00:00.000Z',
  restoreAt: '2026-03-02T01:00:00.000Z',
  restoreDueBy: '2026-03-02T07:00:00.000Z',
};
