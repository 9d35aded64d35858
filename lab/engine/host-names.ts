export const HOST_NAMES = ['production', 'staging', 'backup'] as const;

export type HostName = (typeof HOST_NAMES)[number];
