import { Decompress, ZstdErrorCode, type ZstdError } from 'fzstd';
import { DecompressCorruptError, DecompressCutError } from './decompress-error.ts';
import type { Source } from './source.ts';

/** Small pieces, so that little is decompressed ahead of whoever reads: zstd may make much of them. */
const PIECE = 1 << 14;

/** Decompresses a Zstandard stream to the end of its source. */
export function zstdStream(source: Source): Source {
  const made: Buffer[] = [];
  const stream = new Decompress((chunk) => {
    if (chunk.length > 0) made.push(Buffer.from(chunk));
  });
  let rest: Buffer = Buffer.alloc(0);
  let ended = false;
  const push = (bytes: Buffer, final: boolean): void => {
    try {
      stream.push(bytes, final);
    } catch (error) {
      const { code, message } = error as ZstdError;
      if (code === ZstdErrorCode.UnexpectedEOF)
        throw new DecompressCutError('the zstd stream ends too early');
      throw new DecompressCorruptError(`the zstd stream is damaged: ${message}`);
    }
  };
  return async () => {
    for (;;) {
      const chunk = made.shift();
      if (chunk !== undefined) return chunk;
      if (ended) return null;
      if (rest.length === 0) {
        const next = await source();
        ended = next === null;
        rest = next ?? rest;
      }
      push(rest.subarray(0, PIECE), ended);
      rest = rest.subarray(PIECE);
    }
  };
}
