import { environmentKeys } from './environment-keys.ts';
import { text, yes, type Key } from './key.ts';
import { sshKeys } from './ssh-keys.ts';

const section = 'Recovery onto new servers';

/** New servers on which the register is brought back: “npm run drill -- --servers”. */
export const recoveryKeys: readonly Key[] = [
  ...environmentKeys('RECOVERY'),
  ...sshKeys('RECOVERY_BACKUP', section, 'SSH login on the new backup host that may write the archives.'),
  {
    key: 'RECOVERY_BACKUP_DIR',
    section,
    schema: text.startsWith('/', 'must be an absolute path'),
    doc: 'Directory of the dated archives on the new backup host. Without it BACKUP_DIR.',
    example: '/home/backup/backups',
  },
  {
    key: 'RECOVERY_RESTORE_COMMAND',
    section,
    schema: text.includes('{date}', { error: 'must name {date}, the night to restore' }),
    doc: 'Restores that night on the new server, as its SSH user, where root’s crontab there does not tell how.',
    example: './restore-night.sh {date}',
  },
  {
    key: 'RECOVERY_ALLOW_WIPE',
    section,
    schema: yes.default(false),
    doc: 'yes: what is on the new servers may be overwritten by the restore.',
    example: 'yes',
  },
];
