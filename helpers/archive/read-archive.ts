import type { Layout } from '../config/policy.ts';
import type { TestRegistration } from '../run/test-registration.ts';
import { Contents } from './contents/contents.ts';
import type { ArchiveFacts, ArchiveFile, Depth } from './facts.ts';
import { readFile } from './read-file.ts';
import type { OpenedFile } from './stream/resumable.ts';

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
}

/**
 * Reads the archive of one night: every file in one pass, nothing decrypted on a disk. Damage is part of the facts.
 * Throws only what is no property of the archive: a connection lost, a file that must not be read.
 */
export async function readArchive(
  inputs: readonly ArchiveInput[],
  options: ReadOptions,
): Promise<ArchiveFacts> {
  const { layout, date, depth = 'full', expect = null } = options;
  const sample = options.sample ?? { seed: date, size: 50 };
  const contents = new Contents({ expected: expect, sample });
  const files: ArchiveFile[] = [];
  try {
    for (const input of inputs) {
      const { name, store, listed, growing } = input;
      const reading = input.open === null ? null : await readFile(input, contents, { ...options, depth });
      files.push({ name, store, listed, growing, reading });
    }
  } finally {
    await contents.hashes.close();
  }
  const objects = contents.objects.facts;
  return {
    layout,
    date,
    depth,
    files,
    members: contents.members,
    nested: contents.nested,
    dumps: contents.dumps,
    mongo: contents.mongo,
    objects,
    references: contents.references.compare(contents.objects.keys, objects?.newest ?? null),
    attachments: contents.objects.attachments,
    earlier: [],
    repositories: null,
    registrationExpected: expect && {
      eventId: expect.eventId,
      trackingId: expect.trackingId,
      registrationNumber: expect.registrationNumber,
    },
  };
}
