import { hostileReason } from './container/hostile.ts';
import { readTar } from './container/tar.ts';
import { Unpacking } from './container/unpacking.ts';
import type { Contents } from './contents/contents.ts';
import type { DamageError } from '../facts/damage.ts';
import type { Depth } from '../facts/archive.ts';
import { inspectMember } from './inspect-member.ts';
import { ObjectTree } from './objects/object-tree.ts';
import { guarded } from './stream/bomb-guard.ts';
import { ByteReader } from './stream/byte-reader.ts';
import { gunzip } from './stream/gunzip.ts';
import { drain } from './stream/source.ts';
import { damageFrom } from './unjudged.ts';

export interface ContainerContext {
  file: { name: string; store: string | null };
  contents: Contents;
  depth: Depth;
  /** Damage is told with the member that was being read. */
  onDamage: (error: DamageError, member: string | null) => void;
}

/**
 * Reads a deciphered file: gzip, tar and what is in it. What breaks inside goes to `onDamage`; what breaks the gzip
 * stream or the layers around it is thrown, after the members before it have been read.
 */
export async function readContainer(plain: ByteReader, context: ContainerContext): Promise<void> {
  const gzip = gunzip(plain, 'gzip');
  const unpacked = guarded(gzip.next, () => plain.offset, 'gzip');
  let current: string | null = null;
  try {
    await readMembers(new ByteReader(unpacked), context, (member) => (current = member));
  } catch (error) {
    const damage = damageFrom(error, 'tar');
    context.onDamage(damage, current);
    if (damage.layer !== 'tar') return;
    // A tar that breaks inside a gzip stream that is whole was broken before it was compressed.
    await drain(unpacked).catch((deeper: unknown) => context.onDamage(damageFrom(deeper, 'gzip'), null));
  } finally {
    await gzip.close();
  }
}

async function readMembers(
  input: ByteReader,
  { file, contents, depth, onDamage }: ContainerContext,
  enter: (member: string | null) => void,
): Promise<void> {
  const tree = file.store === 'minio' ? new ObjectTree(contents) : null;
  const unpacking = new Unpacking(contents.budget);
  let current: string | null = null;
  const moveTo = (member: string | null): void => enter((current = member));
  await readTar(input, 'tar', async (member, body) => {
    moveTo(member.rawName);
    const hostile = hostileReason(member);
    if (hostile !== null) contents.addHostile(member.rawName, hostile);
    const { is, why } = unpacking.add(member);
    if (why !== null) contents.addUnlikeRead(member.rawName, why);
    if (is === 'replaces') contents.forget(file.name, member.name);
    if (member.type === 'directory') await tree?.add(member, body);
    if (member.type === 'file' && (is === 'new' || is === 'replaces')) {
      contents.addMember(file.name, member);
      const context = { contents, enter: moveTo, onDamage: (e: DamageError) => onDamage(e, current) };
      if (depth === 'full') await (tree?.add(member, body) ?? inspectMember(context, member, body));
    }
    moveTo(null);
  });
  tree?.finish();
  for (const { facts, damage } of await contents.directoryDumps.finish()) {
    contents.dumps.push(facts);
    if (damage !== null) onDamage(damage, facts.member);
  }
}
