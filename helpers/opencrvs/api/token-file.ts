import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Where a token is kept from one process of a run to the next. */
export interface TokenStore {
  read(): string | null;
  keep(token: string): void;
  forget(): void;
}

/** A file that only its owner reads, in a folder of the same kind. */
export function tokenFile(file: string): TokenStore {
  return {
    read: () => {
      try {
        return readFileSync(file, 'utf8').trim() || null;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    keep: (token) => {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(file, token, { mode: 0o600 });
      // The mode above counts only for a new file.
      chmodSync(file, 0o600);
    },
    forget: () => rmSync(file, { force: true }),
  };
}
