import type { ArchiveFile } from '../../facts/archive.ts';
import type { ReadOptions } from '../archive-input.ts';

/** A file to read on the host, or the command there that gives its bytes. */
export type RemoteFile = { name: string; store: string | null } & (
  { path: string } | { command: readonly string[]; listed: ArchiveFile['listed'] }
);

/** What is sent to the verifier on a host: over standard input, since it holds the passphrase. */
export interface RemoteJob {
  files: RemoteFile[];
  options: Omit<ReadOptions, 'onProgress' | 'signal'>;
}
