import type { MemberSink } from './archive-input.ts';
import type { Contents } from './contents/contents.ts';
import { hostileReason } from './container/hostile.ts';
import { readTar, type TarMember } from './container/tar.ts';
import type { DamageError, Layer } from '../facts/damage.ts';
import type { MongoDumpFacts, NestedFacts } from '../facts/archive.ts';
import { Unpacking } from './container/unpacking.ts';
import { inspectMongo, MONGO_MAGIC } from './mongo/inspect-mongo.ts';
import { ObjectTree } from './objects/object-tree.ts';
import { DUMP_MAGIC } from './postgres/dump-header.ts';
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

/** Reads one file of an outer archive to its end and opens what can be opened. */
export async function inspectMember(context: MemberContext, member: TarMember, bytes: Source): Promise<void> {
  const sink = context.contents.sinkOf(member.name);
  const body = sink === null ? bytes : shared(bytes, sink);
  try {
    if (member.size > 0) await open(context, member.name, new ByteReader(body));
  } catch (error) {
    const damage = damageFrom(error, 'content');
    if (!damage.isWithin('nested-gzip')) throw damage;
    context.onDamage(damage);
  }
  await drain(body);
  await sink?.end();
}

/** Gives what it reads to somebody else first. */
const shared =
  (source: Source, sink: MemberSink): Source =>
  async () => {
    const chunk = await source();
    if (chunk !== null) await sink.write(chunk);
    return chunk;
  };

async function open(context: MemberContext, name: string, input: ByteReader): Promise<void> {
  if (/\.(tar\.gz|tgz|gz)$/.test(name)) return openGzip(context, name, input);
  await input.need(DUMP_MAGIC.length);
  const start = input.peek(Math.min(DUMP_MAGIC.length, input.ready));
  if (!name.endsWith('.dump') && !start.equals(DUMP_MAGIC)) return;
  const { references, expected, dumps } = context.contents;
  const { facts, damage } = await inspectDump(name, () => input.some(READ_SIZE), references, expected);
  dumps.push(facts);
  if (damage !== null) throw damage;
}

async function openGzip(context: MemberContext, name: string, input: ByteReader): Promise<void> {
  const isTar = /\.(tar\.gz|tgz)$/.test(name);
  const facts: NestedFacts = { member: name, count: isTar ? 0 : null, bytes: 0, whole: false };
  context.contents.addNested(facts);
  const gzip = gunzip(input, 'nested-gzip');
  const guardedNext = guarded(gzip.next, () => input.offset, 'nested-gzip');
  const plain: Source = async () => {
    const chunk = await guardedNext();
    facts.bytes += chunk?.length ?? 0;
    return chunk;
  };
  try {
    const broken = await damageOf(isTar ? 'nested-tar' : 'content', () =>
      isTar ? openTar(context, facts, plain) : openPlain(context, name, plain),
    );
    // To the end in any case: a wrong checksum there is the cause of whatever broke before it.
    await drain(plain);
    if (broken !== null) throw broken;
    facts.whole = true;
  } finally {
    await gzip.close();
  }
}

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

/** A compressed file that is no tar archive: a dump of MongoDB, or anything. */
async function openPlain({ contents }: MemberContext, name: string, plain: Source): Promise<void> {
  const input = new ByteReader(plain);
  await input.need(MONGO_MAGIC.length);
  const start = input.peek(Math.min(MONGO_MAGIC.length, input.ready));
  if (!name.startsWith('mongo/') && !start.equals(MONGO_MAGIC)) return;
  const facts: MongoDumpFacts = {
    member: name,
    serverVersion: '',
    collections: {},
    mentions: 0,
    whole: false,
  };
  contents.mongo.push(facts);
  contents.references.seen = true;
  await inspectMongo(facts, () => input.some(READ_SIZE), contents.references, contents.expected);
}

async function openTar(context: MemberContext, facts: NestedFacts, plain: Source): Promise<void> {
  const { contents, enter } = context;
  const archive = facts.member;
  const tree = archive.startsWith('minio/') ? new ObjectTree(contents) : null;
  const unpacking = new Unpacking(contents.budget);
  await readTar(new ByteReader(plain), 'nested-tar', async (member, body) => {
    const name = `${archive}: ${member.rawName}`;
    enter(name);
    if (member.type === 'file') facts.count = (facts.count ?? 0) + 1;
    const hostile = hostileReason(member);
    if (hostile !== null) contents.addHostile(name, hostile);
    const { is, why } = unpacking.add(member);
    if (why !== null) contents.addUnlikeRead(name, why);
    if (tree !== null && (is === 'new' || is === 'replaces')) await tree.add(member, body);
    await drain(body);
    enter(archive);
  });
  tree?.finish();
}
