import type { Readable } from 'node:stream';

/** All of a stream as UTF-8 text. */
export async function collect(stream: Readable): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
