import type { MemberSink } from '../archive/archive-input.ts';
import { DumpReader } from '../archive/postgres/dump-reader.ts';
import { readDumpHeader } from '../archive/postgres/dump-header.ts';
import { type DumpHeader } from '../facts/archive.ts';
import { DamageError } from '../facts/damage.ts';
import { ByteReader } from '../archive/stream/byte-reader.ts';
import type { RestoreFacts } from '../facts/drill.ts';
import { err, outcomeOf, FailureError, type Outcome } from '../base/outcome.ts';
import type { PostgresPrograms } from './postgres-programs.ts';
import type { DumpSink } from './restore-dump.ts';

/** Dumps of the register in both layouts: `postgres/events-<date>.dump`, `events.dump`. */
const DUMP = /(?:^|\/)events(?:-[\w-]+)?\.dump$/;
/** More than the header of any dump. */
const HEAD_BYTES = 4096;

/** Leads the dump of the register out of the archive, while that is read, into a restore. */
export interface DumpTap {
  onMember: (name: string) => MemberSink | null;
  /** After the archive was read: what came of the restore. */
  finish: () => Promise<Outcome<RestoreFacts>>;
}

/** @param open begins the restore; called when a dump comes that this PostgreSQL can take */
export function dumpTap(
  programs: Pick<PostgresPrograms, 'major' | 'version'>,
  open: () => Promise<DumpSink>,
): DumpTap {
  let sink: DumpSink | null = null;
  let whole = false;
  let refused: FailureError | null = null;
  let seen = false;
  let twice = false;
  let head = Buffer.alloc(0);
  const begin = async (): Promise<void> => {
    refused = tooNew(await headerIn(head), programs);
    if (refused !== null) return;
    sink = await open();
    await sink.write(head);
  };
  const write = async (chunk: Buffer): Promise<void> => {
    if (refused !== null) return;
    if (sink !== null) return sink.write(chunk);
    head = Buffer.concat([head, chunk]);
    if (head.length >= HEAD_BYTES) await begin();
  };
  const end = async (): Promise<void> => {
    if (sink === null && refused === null) await begin();
    whole = true;
    sink?.end();
  };
  return {
    onMember: (name) => {
      if (!DUMP.test(name)) return null;
      twice = seen;
      if (twice) return null;
      seen = true;
      return { write, end };
    },
    finish: async () => {
      if (refused !== null) return err(refused.reason, refused.message);
      if (!seen) return err('missing', NO_DUMP);
      if (sink === null) return err('unexpected', 'the archive ended before the dump began');
      // Unpacking would leave the last one; what was restored is the first.
      if (twice) sink.abort();
      if (twice)
        return err('unexpected', 'the archive holds the dump twice: which one counts is for nobody to guess');
      if (whole) return outcomeOf(() => (sink as DumpSink).done);
      sink.abort();
      await sink.done;
      return err('unexpected', 'the archive broke off within the dump');
    },
  };
}

const NO_DUMP =
  'the archive holds no PostgreSQL dump of the register: before 1.9 OpenCRVS kept its records in MongoDB, which this drill cannot restore';

/** Null: no header that is known here; `pg_restore` then says what it thinks of it. */
async function headerIn(head: Buffer): Promise<DumpHeader | null> {
  let given = false;
  const source = () => Promise.resolve(given ? null : ((given = true), head));
  try {
    return await readDumpHeader(new DumpReader(new ByteReader(source)));
  } catch (error) {
    if (error instanceof DamageError) return null;
    throw error;
  }
}

/** A dump of a newer PostgreSQL sets what an older one does not know, and may be of a format that it cannot read. */
function tooNew(
  header: DumpHeader | null,
  { major, version }: Pick<PostgresPrograms, 'major' | 'version'>,
): FailureError | null {
  if (header === null) return null;
  const needed = Math.max(
    ...[header.serverVersion, header.dumpVersion].map((text) => Number.parseInt(text, 10) || 0),
  );
  if (needed <= major) return null;
  return new FailureError(
    'missing',
    `the dump is of PostgreSQL ${needed} and this machine has ${version}: install PostgreSQL ${needed} or newer here (apt.postgresql.org has all), or set DRILL_POSTGRES_BIN`,
  );
}
