import { statSync } from 'node:fs';

/** Files out of which this process read secrets. */
const files = new Set<string>();

export const usesSecretFile = (path: string): void => void files.add(path);

/** Those that others than their owner may read or change. */
export const exposedFiles = (): string[] =>
  [...files].filter((path) => {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
    return (mode & 0o077) !== 0;
  });
