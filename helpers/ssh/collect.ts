import type { Readable } from 'node:stream';
import { FailureError } from '../base/outcome.ts';

/** Nothing that is asked of a host takes more. */
const MAX_BYTES = 16 * 2 ** 20;

/**
 * All of a stream, to a limit.
 *
 * @param name whose it is, for the message
 * @throws FailureError `unexpected` beyond the limit
 */
export async function collectBytes(stream: Readable, name: string, maxBytes = MAX_BYTES): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of stream) {
    bytes += (part as Buffer).length;
    if (bytes > maxBytes)
      throw new FailureError(
        'unexpected',
        `${name} answered with more than ${maxBytes / 2 ** 20} MiB where little was asked.`,
      );
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

/** The same as UTF-8 text. */
export const collect = async (stream: Readable, name: string, maxBytes?: number): Promise<string> =>
  (await collectBytes(stream, name, maxBytes)).toString('utf8');
