import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';

// Writes a tar archive to standard output: `bytes N`: N GiB of files; `members N`: N small objects in a nested archive.
const [what, amount = '1'] = process.argv.slice(2);
const count = Number(amount);

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write('0000644\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('0ustar\x0000', 156, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  block[156] = 0x30;
  block.fill(' ', 148, 156);
  block.write(
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return block;
}

async function put(out: NodeJS.WritableStream, bytes: Buffer): Promise<void> {
  if (!out.write(bytes)) await once(out, 'drain');
}

const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);

async function objects(out: NodeJS.WritableStream): Promise<void> {
  const size = what === 'members' ? 100 : 256 * 1024;
  const objectCount = what === 'members' ? count : count * 4096;
  const noise = randomBytes(size);
  const text = Buffer.alloc(
    size,
    '{"documents.proofOfBirth": {"path": "events/x.png"}, "child.dob": "2026-11-23"}\n',
  );
  for (let i = 0; i < objectCount; i++) {
    await put(
      out,
      Buffer.concat([header(`ocrvs/events/${i}/file.png`, size), padded(i % 2 === 0 ? noise : text)]),
    );
  }
  await put(out, Buffer.alloc(1024));
  out.end();
}

if (what === 'bytes') {
  await objects(process.stdout);
} else {
  // A nested archive's size must stand in front of it.
  const nested = new PassThrough();
  const making = objects(nested);
  const chunks: Buffer[] = [];
  await pipeline(nested, createGzip({ level: 1 }), async (packed: AsyncIterable<Buffer>) => {
    for await (const chunk of packed) chunks.push(chunk);
  });
  await making;
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  await put(process.stdout, header('minio/ocrvs-2026-11-23.tar.gz', length));
  for (const chunk of chunks) await put(process.stdout, chunk);
  await put(process.stdout, Buffer.alloc((512 - (length % 512)) % 512));
  await put(process.stdout, Buffer.alloc(1024));
}
