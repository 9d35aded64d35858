import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shell } from './shell.ts';

export const DATE = '2026-11-23';
export const PASSPHRASE = 'benchmark-passphrase';
export const SEAL = 'openssl enc -aes-256-cbc -salt -pbkdf2 -pass env:PASSPHRASE';
const MIB = 1 << 20;
/** What a photograph of a document has after the client recompressed it. */
const IMAGE_BYTES = 200 * 1024;

export const SHAPES = ['nested', 'flat'] as const;
/**
 * Half images that do not compress, half database text. `nested`: the images in the object store's own archive and half of
 * the text in gzip files, like the swarm layout. `flat`: all of them members of one archive, like the kubernetes layout.
 */
export type Shape = (typeof SHAPES)[number];

/** An archive of about `mib` MiB unpacked, made with tar, gzip and openssl in `dir` and kept there. Gives its path. */
export async function archiveOf(shape: Shape, mib: number, dir: string): Promise<string> {
  const path = join(dir, `${shape}-${mib}-mib.tar.gz.enc`);
  if (existsSync(path)) return path;
  const tree = join(dir, `${shape}-tree`);
  rmSync(tree, { recursive: true, force: true });
  for (const folder of ['minio', 'dumps', 'text', 'objects/ocrvs/events']) {
    mkdirSync(join(tree, folder), { recursive: true });
  }
  await writeImages(join(tree, 'objects/ocrvs/events'), (mib / 2) * MIB);
  await writeText(join(tree, 'text/0'), (mib / 4) * MIB, 'a');
  await writeText(join(tree, 'dumps/1'), (mib / 4) * MIB, 'b');
  if (shape === 'nested') {
    await shell(`tar -C objects -czf minio/ocrvs-${DATE}.tar.gz . && rm -r objects && gzip dumps/1`, tree);
  }
  await shell(`tar -cf - . | gzip -c | ${SEAL} > ../partial`, tree, { PASSPHRASE });
  renameSync(join(dir, 'partial'), path);
  rmSync(tree, { recursive: true, force: true });
  return path;
}

async function writeImages(dir: string, bytes: number): Promise<void> {
  for (let i = 0; i * IMAGE_BYTES < bytes; i++) {
    await writeFile(join(dir, `${i}.jpg`), randomBytes(IMAGE_BYTES));
  }
}

async function writeText(path: string, bytes: number, seed: string): Promise<void> {
  const file = createWriteStream(path);
  for (let written = 0, n = 0; written < bytes; n++) {
    const rows = Array.from({ length: 1000 }, (_, i) => row(seed, n * 1000 + i)).join('');
    written += rows.length;
    if (!file.write(rows)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

/** A row like those of a dump: identifiers and hashes between words that repeat. Compresses about four times. */
function row(seed: string, n: number): string {
  const id = createHash('md5').update(`${seed}${n}`).digest('hex');
  const name = `{"surname": "Surname${n % 977}", "firstname": "Name${n % 331}"}`;
  return (
    `DECLARE\t{"review.comment": "synthetic"}\t2026-11-22 10:00:${n % 60}.${id.slice(0, 3)}+00\tLOCAL_REGISTRAR\t` +
    `{"child.dob": "2026-11-${(n % 28) + 1}", "child.name": ${name}, "mother.idType": "NATIONAL_ID", ` +
    `"mother.nid": "${parseInt(id.slice(0, 8), 16)}", "child.placeOfBirth": "HEALTH_FACILITY", ` +
    `"documents.proofOfBirth": {"path": "events/${id}.png", "type": "image/png"}}\t${id}\tAccepted\n`
  );
}
