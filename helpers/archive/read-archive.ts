import { Contents } from './contents/contents.ts';
import { packedFrom } from './contents/packed-from.ts';
import { compareReferences } from './contents/references.ts';
import type { ArchiveFacts, ArchiveFile } from '../facts/archive.ts';
import { keyOfPath } from '../layout/tables.ts';
import { readFile } from './read-file.ts';
import type { ArchiveInput, ReadOptions } from './archive-input.ts';

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
  const { onMember } = options;
  const contents = new Contents({ expected: expect, sample, ...(onMember && { onMember }) });
  const files: ArchiveFile[] = [];
  for (const input of inputs) {
    const { name, store, listed, growing } = input;
    const reading = input.open === null ? null : await readFile(input, contents, { ...options, depth });
    files.push({ name, store, listed, growing, reading });
  }
  for await (const path of options.moreReferences?.(contents.dumps) ?? []) {
    const references = contents.referencesOf('the restored database');
    references.seen = true;
    references.add(keyOfPath(path));
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
    references: compareReferences(
      contents.references,
      contents.objects.keys,
      packedFrom({ layout, files, members: contents.members.listed, dumps: contents.dumps, objects }),
    ),
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
