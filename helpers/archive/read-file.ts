import { createHash } from 'node:crypto';
import type { Contents } from './contents/contents.ts';
import type { Depth, Reading } from '../facts/archive.ts';
import { readLayers } from './read-layers.ts';
import { ahead } from './stream/ahead.ts';
import { ByteReader } from './stream/byte-reader.ts';
import { resumable } from './stream/resumable.ts';
import { inPieces, SourceError, type Source } from './stream/source.ts';
import { damageFrom } from './unjudged.ts';
import { throttled } from './stream/throttle.ts';
import type { ArchiveInput, ReadOptions } from './archive-input.ts';

/** What depth `header` reads: enough for the encryption, the passphrase and the gzip header. */
const HEADER_BYTES = 1024;

/** Reads one file of the night. Its contents go into `contents`; what is broken is in the reading. */
export async function readFile(
  input: ArchiveInput,
  contents: Contents,
  options: ReadOptions & { depth: Depth },
): Promise<Reading> {
  const started = performance.now();
  const total = input.listed?.bytes ?? null;
  const length = options.depth === 'header' ? HEADER_BYTES : undefined;
  const raw = resumable((from) => input.open!(from, length), input.name, length ?? total);
  const hash = createHash('sha256');
  const reading: Reading = {
    bytesRead: 0,
    sha256: null,
    container: 'other',
    looksLike: null,
    openedBy: null,
    damages: [],
    complete: false,
    durationMs: 0,
  };
  const { bytesPerSecond = null } = options;
  const pieces = inPieces(bytesPerSecond === null ? raw.next : throttled(raw.next, bytesPerSecond));
  const source: Source = async () => {
    try {
      options.signal?.throwIfAborted();
      const chunk = await pieces();
      if (chunk === null) {
        if (length === undefined) reading.sha256 = hash.digest('hex');
        return null;
      }
      hash.update(chunk);
      reading.bytesRead += chunk.length;
      options.onProgress?.({ file: input.name, bytes: reading.bytesRead, total });
      return chunk;
    } catch (error) {
      throw new SourceError(error);
    }
  };
  const coming = ahead(source);
  try {
    await readLayers(new ByteReader(coming.next), reading, { input, contents, ...options });
    await coming.settled();
  } catch (error) {
    if (error instanceof SourceError) throw error.cause;
    const { layer, kind, message } = damageFrom(error, 'source');
    reading.damages.push({ layer, kind, offset: reading.bytesRead, member: null, message });
  } finally {
    raw.close();
  }
  reading.complete = reading.damages.every(({ layer }) => layer.startsWith('nested') || layer === 'content');
  reading.durationMs = Math.round(performance.now() - started);
  return reading;
}
