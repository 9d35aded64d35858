import type { ArchiveFile, PostgresDumpFacts } from '../facts/archive.ts';
import type { OpenedFile } from './stream/resumable.ts';
import type { Layout } from '../facts/policy.ts';
import type { TestRegistration } from '../facts/test-registration.ts';
import type { Depth } from '../facts/archive.ts';

/** One file of the night, as it can be read. */
export interface ArchiveInput {
  /** Below the backup directory; for messages. */
  name: string;
  store: string | null;
  listed: ArchiveFile['listed'];
  growing: boolean | null;
  /** Opens the file at a byte offset, to its end or for `length` bytes. Null: it is not there. */
  open: ((from: number, length?: number) => Promise<OpenedFile>) | null;
  /** The last bytes of the file, at least 32 where it has them: tells a wrong passphrase without reading it all. */
  tail?: () => Promise<Buffer>;
}

/** Takes the bytes of a member while it is read. */
export interface MemberSink {
  /** The reading waits for it: the buffer is used again afterwards. */
  write: (chunk: Buffer) => Promise<void>;
  /** The member came to its end; not called for one that breaks off. */
  end: () => Promise<void>;
}

export interface ReadOptions {
  passphrase: string;
  layout: Layout;
  /** The night that the archive must be of, `YYYY-MM-DD`. */
  date: string;
  /** Default `full`. */
  depth?: Depth;
  expect?: TestRegistration | null;
  /** Of object keys and hashes, for comparing staging. Default: 50, seeded with the date. */
  sample?: { seed: string; size: number };
  /** Called as bytes of a file come in. */
  onProgress?: (progress: { file: string; bytes: number; total: number | null }) => void;
  /** At most so many bytes of the encrypted file a second; null or absent: as many as come. */
  bytesPerSecond?: number | null;
  signal?: AbortSignal;
  /** Asked for each file of an outer archive; what it gives gets the file's bytes. */
  onMember?: (name: string) => MemberSink | null;
  /** After all was read: object keys that a dump holds which could not be read here; it was restored meanwhile. */
  moreReferences?: (dumps: readonly PostgresDumpFacts[]) => AsyncIterable<string>;
}
