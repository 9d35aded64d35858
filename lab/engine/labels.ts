import { ownerId } from './owner.ts';

/** On everything that the lab makes in the container engine: containers, networks, images. */
export const LAB_LABEL = 'opencrvs-backup-lab';
/** The lab's own name, the same on its network and its containers. */
export const NAME_LABEL = `${LAB_LABEL}.name`;
/** The process that answers for it; see `ownerId`. */
export const OWNER_LABEL = `${LAB_LABEL}.owner`;
/** The host that a container plays. */
export const HOST_LABEL = `${LAB_LABEL}.host`;
/** `yes`: meant to outlive its process. */
export const KEPT_LABEL = `${LAB_LABEL}.kept`;

export const labLabels = (name: string, kept: boolean): Record<string, string> => ({
  [LAB_LABEL]: 'lab',
  [NAME_LABEL]: name,
  [OWNER_LABEL]: ownerId(),
  [KEPT_LABEL]: kept ? 'yes' : 'no',
});

/** Labels of a picture of a host; it goes with its process. */
export const snapshotLabels = (): Record<string, string> => ({
  [LAB_LABEL]: 'snapshot',
  [OWNER_LABEL]: ownerId(),
});
