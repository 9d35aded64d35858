import { backupKeys, nightKeys } from './keys/backup-keys.ts';
import { beforeRestoreKeys, environmentKeys } from './keys/environment-keys.ts';
import type { Key } from './keys/key.ts';
import { offsiteKeys } from './keys/offsite-keys.ts';
import { recoveryKeys } from './keys/recovery-keys.ts';
import { proofKeys } from './keys/proof-keys.ts';
import { readingKeys } from './keys/reading-keys.ts';
import { notifyKeys, reportKeys } from './keys/report-keys.ts';

/** Every setting, in the order of `.env.example`. */
export const KEYS: readonly Key[] = [
  ...environmentKeys('PRODUCTION'),
  ...environmentKeys('STAGING'),
  ...beforeRestoreKeys,
  ...backupKeys,
  ...readingKeys,
  ...nightKeys,
  ...proofKeys,
  ...offsiteKeys,
  ...recoveryKeys,
  ...reportKeys,
  ...notifyKeys,
];
