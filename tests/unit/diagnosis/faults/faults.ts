import { archiveFaults } from './archive.ts';
import { backupFaults } from './backup.ts';
import type { Fault } from './fault.ts';
import { restoreFaults } from './restore.ts';
import { retentionFaults } from './retention.ts';
import { onKubernetes } from '../spoil.ts';

/** The faults of the field as the facts of a whole proof show them, and two deployments without any. */
export const FAULTS: readonly Fault[] = [
  { id: '-', cause: null, what: 'healthy', spoil: () => undefined },
  { id: '-', cause: null, what: 'healthy on kubernetes', spoil: onKubernetes },
  ...backupFaults,
  ...archiveFaults,
  ...retentionFaults,
  ...restoreFaults,
];
