import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const DATE = '2026-11-23';
export const PASSPHRASE = 'benchmark-passphrase';
const MIB = 1 << 20;
/** What a photograph of a document has after the client recompressed it. */
const IMAGE_BYTES = 200 * 1024;

/**
 * An archive of about `mib` MiB unpacked, made with tar, gzip and openssl in `dir` and kept there: half images that do
 * not compress (in the object store's nested archive), half database text (a half of it in nested gzip files, as
 * dumps, a half as it is, as indices). Gives its path.
 */
export async function benchArchive(dir: string, mib: number): Promise<string> {
  const path = join(dir, `${mib}-mib.tar.gz.enc`);
  if (existsSync(path)) return path;
  const tree = join(dir, `tree-${mib}`);
  rmSync(tree, { recursive: true, force: true });
  for (const folder of ['minio', 'mongo', 'elasticsearch/indices', 'objects/ocrvs/events']) {
    mkdirSync(join(tree, folder), { recursive: true });
  }
  await writeImages(join(tree, 'objects/ocrvs/events'), (mib / 2) * MIB);
  await shell(`tar -C objects -czf minio/ocrvs-${DATE}.tar.gz . && rm -r objects`, tree);
  for (const name of ['events', 'hearth-dev', 'user-mgnt', 'metrics']) {
    await writeText(join(tree, `mongo/${name}-${DATE}`), (mib / 16) * MIB, name);
    await shell(`gzip mongo/${name}-${DATE}`, tree);
  }
  await writeText(join(tree, 'elasticsearch/indices/0'), (mib / 4) * MIB, 'index');
  const seal = 'openssl enc -aes-256-cbc -salt -pbkdf2 -pass env:PASSPHRASE';
  await shell(`tar -cf - . | gzip -c | ${seal} > ../${mib}.partial`, tree);
  renameSync(join(dir, `${mib}.partial`), path);
  rmSync(tree, { recursive: true, force: true });
  return path;
}

async function writeImages(dir: string, bytes: number): Promise<void> {
  for (let i = 0; i * IMAGE_BYTES < bytes; i++)
    await writeFile(join(dir, `${i}.jpg`), randomBytes(IMAGE_BYTES));
}

/** Rows like those of a dump: identifiers and hashes between words that repeat. It compresses about 4 to 1. */
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

function row(seed: string, n: number): string {
  const id = createHash('md5').update(`${seed}${n}`).digest('hex');
  return (
    `DECLARE\t{"review.comment": "synthetic"}\t2026-11-22 10:00:${n % 60}.${id.slice(0, 3)}+00\tLOCAL_REGISTRAR\t` +
    `{"child.dob": "2026-11-${(n % 28) + 1}", "child.name": {"surname": "Surname${n % 977}", "firstname": "Name${n % 331}"}, ` +
    `"mother.idType": "NATIONAL_ID", "mother.nid": "${parseInt(id.slice(0, 8), 16)}", "child.placeOfBirth": "HEALTH_FACILITY", ` +
    `"documents.proofOfBirth": {"path": "events/${id}.png", "type": "image/png"}}\t${id}\tAccepted\n`
  );
}

export async function shell(command: string, cwd: string): Promise<void> {
  const env = { ...process.env, PASSPHRASE };
  const child = spawn('bash', ['-c', `set -o pipefail; ${command}`], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${command}: exit code ${code}`);
}
