import type { MemberSink } from './archive-input.ts';
import type { TarMember } from './container/tar.ts';
import { inspect, type MemberContext } from './inspectors.ts';
import { ByteReader } from './stream/byte-reader.ts';
import { drain, type Source } from './stream/source.ts';
import { damageFrom } from './unjudged.ts';

/** Reads one file of an outer archive to its end and opens what can be opened. */
export async function inspectMember(context: MemberContext, member: TarMember, bytes: Source): Promise<void> {
  const sink = context.contents.sinkOf(member.name);
  const body = sink === null ? bytes : shared(bytes, sink);
  try {
    if (member.size > 0) await inspect(context, { name: member.name, nested: null }, new ByteReader(body));
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
