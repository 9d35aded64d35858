import type { Contents } from './contents/contents.ts';
import { hostileReason } from './container/hostile.ts';
import { readTar } from './container/tar.ts';
import type { DamageError, Layer } from '../facts/damage.ts';
import type { MongoDumpFacts, NestedFacts } from '../facts/archive.ts';
import { inspectMongo, MONGO_MAGIC } from './mongo/inspect-mongo.ts';
import { ObjectTree } from './objects/object-tree.ts';
import { Unpacking } from './container/unpacking.ts';
import { DirectoryDumps } from './postgres/directory-dumps.ts';
import { DUMP_MAGIC } from './postgres/dump-header.ts';
import { compressionOf, looksLikeScript, START } from './postgres/dump-start.ts';
import { inspectDump } from './postgres/inspect-dump.ts';
import { guarded } from './stream/bomb-guard.ts';
import { ByteReader } from './stream/byte-reader.ts';
import { gunzip } from './stream/gunzip.ts';
import { drain, READ_SIZE, type Source } from './stream/source.ts';
import { damageFrom } from './unjudged.ts';

export interface MemberContext {
  contents: Contents;
  /** Tells which member is being read, for damage that shows later. */
  enter: (member: string) => void;
  onDamage: (error: DamageError) => void;
}

/** What is looked at: a member of an archive, or what came out of a compressed one. */
export interface Subject {
  /** The member's. */
  name: string;
  /** Null: the member as it lies in the archive. */
  nested: NestedFacts | null;
}

/** One kind of thing in an archive: how it is known, by its name and first bytes, and how it is read. */
export interface Inspector {
  matches: (subject: Subject, start: Buffer) => boolean;
  /** Reads it; what it finds goes into the context's contents, damage of its own is thrown. */
  inspect: (context: MemberContext, subject: Subject, input: ByteReader) => Promise<void>;
}

const TAR_GZ = /\.(?:tar\.gz|tgz)$/;

const compressed: Inspector = {
  matches: ({ name, nested }) => nested === null && /\.(?:tgz|gz)$/.test(name),
  inspect: async (context, { name }, input) => {
    const nested: NestedFacts = { member: name, count: TAR_GZ.test(name) ? 0 : null, bytes: 0, whole: false };
    context.contents.addNested(nested);
    const gzip = gunzip(input, 'nested-gzip');
    const guardedNext = guarded(gzip.next, () => input.offset, 'nested-gzip');
    const plain: Source = async () => {
      const chunk = await guardedNext();
      nested.bytes += chunk?.length ?? 0;
      return chunk;
    };
    try {
      const broken = await damageOf(TAR_GZ.test(name) ? 'nested-tar' : 'content', () =>
        inspect(context, { name, nested }, new ByteReader(plain)),
      );
      // To the end in any case: a wrong checksum there is the cause of whatever broke before it.
      await drain(plain);
      if (broken !== null) throw broken;
      nested.whole = true;
    } finally {
      await gzip.close();
    }
  },
};

const tarArchive: Inspector = {
  matches: ({ name, nested }) => nested !== null && TAR_GZ.test(name),
  inspect: async (context, { name: archive, nested }, input) => {
    const { contents, enter } = context;
    const tree = archive.startsWith('minio/') ? new ObjectTree(contents) : null;
    const unpacking = new Unpacking(contents.budget);
    await readTar(input, 'nested-tar', async (member, body) => {
      const name = `${archive}: ${member.rawName}`;
      enter(name);
      if (member.type === 'file' && nested !== null) nested.count = (nested.count ?? 0) + 1;
      const hostile = hostileReason(member);
      if (hostile !== null) contents.addHostile(name, hostile);
      const { is, why } = unpacking.add(member);
      if (why !== null) contents.addUnlikeRead(name, why);
      if (tree !== null && (is === 'new' || is === 'replaces')) await tree.add(member, body);
      await drain(body);
      enter(archive);
    });
    tree?.finish();
  },
};

const mongoDump: Inspector = {
  matches: ({ name, nested }, start) =>
    nested !== null && (name.startsWith('mongo/') || startsWith(start, MONGO_MAGIC)),
  inspect: async ({ contents }, { name: member }, input) => {
    const facts: MongoDumpFacts = { member, serverVersion: '', collections: {}, mentions: 0, whole: false };
    contents.mongo.push(facts);
    const references = contents.referencesOf(member);
    references.seen = true;
    await inspectMongo(facts, () => input.some(READ_SIZE), references, contents.expected);
  },
};

const directoryDump: Inspector = {
  matches: ({ name, nested }) => nested === null && DirectoryDumps.matches(name),
  inspect: ({ contents }, { name }, input) => contents.directoryDumps.add(name, () => input.some(READ_SIZE)),
};

const postgresDump: Inspector = {
  matches: ({ name }, start) =>
    name.endsWith('.dump') ||
    startsWith(start, DUMP_MAGIC) ||
    looksLikeScript(start) ||
    (/^postgres\/|\.sql\b/.test(name) && compressionOf(start) !== null),
  inspect: async ({ contents }, { name }, input) => {
    const { facts, damage } = await inspectDump(
      name,
      () => input.some(READ_SIZE),
      contents.scanOptions(name),
    );
    contents.dumps.push(facts);
    if (damage !== null) throw damage;
  },
};

/** The first that matches reads it; what none knows is only hashed. */
const INSPECTORS: readonly Inspector[] = [directoryDump, compressed, tarArchive, mongoDump, postgresDump];

/** Opens what is known. */
export async function inspect(context: MemberContext, subject: Subject, source: ByteReader): Promise<void> {
  const { start, input } = await startOf(source);
  const inspector = INSPECTORS.find(({ matches }) => matches(subject, start));
  await inspector?.inspect(context, subject, input);
}

/** The first bytes; where the stream breaks within them, whoever reads on gets them all the same, and then the damage. */
async function startOf(input: ByteReader): Promise<{ start: Buffer; input: ByteReader }> {
  try {
    await input.need(START);
    return { start: input.peek(Math.min(START, input.ready)), input };
  } catch (error) {
    const start = input.take(input.ready);
    let given = start.length === 0;
    const rest: Source = () => {
      if (given) throw error;
      given = true;
      return Promise.resolve(start);
    };
    return { start, input: new ByteReader(rest) };
  }
}

const startsWith = (start: Buffer, mark: Buffer): boolean => start.subarray(0, mark.length).equals(mark);

async function damageOf(layer: Layer, read: () => Promise<void>): Promise<DamageError | null> {
  try {
    await read();
    return null;
  } catch (error) {
    const damage = damageFrom(error, layer);
    if (damage.layer === 'nested-tar' || damage.layer === 'content') return damage;
    throw damage;
  }
}
