import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestRegistration } from '../../../helpers/facts/test-registration.ts';

export const DATE = '2026-11-23';
export const PASSPHRASE = 'correct horse battery staple';
export const FIXTURES = join(import.meta.dirname, 'fixtures');
export const EVENTS_DUMP = join(FIXTURES, 'events.dump');

/** A folder under the system's temporary one and what removes it. */
export interface Workshop {
  dir: string;
  remove: () => void;
}

export function workshop(): Workshop {
  const dir = mkdtempSync(join(tmpdir(), 'archive-test-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

export function write(path: string, content: Buffer | string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** Files of the third registration in the dump, as production would have stored them. */
const FILES = [
  { field: 'documents.proofOfBirth', key: 'events/e3/birth.png', content: noise('birth', 40_000) },
  { field: 'documents.proofOfMother', key: 'events/e3/mother.png', content: noise('mother', 3_000) },
  { field: 'documents.proofOfMother', key: 'events/e3/passport "1".pdf', content: noise('passport', 9_000) },
  { field: 'review.signature', key: 'signature-3.png', content: noise('signature', 500) },
];

/** The third event of the dump, as the run that made it would know it. */
export const REGISTRATION: TestRegistration = {
  eventId: '00000000-0000-4000-8000-0000000000e3',
  trackingId: 'TRACK3',
  registrationNumber: 'REG000000003',
  runToken: 'token',
  childName: { firstname: 'Synthetic', surname: 'Synthetic3' },
  registeredAt: '2026-11-22T13:00:01.250Z',
  declaration: {},
  attachments: FILES.map(({ field, key, content }) => ({
    field,
    key,
    mediaType: 'image/png',
    originalFilename: 'file',
    bytes: content.length,
    sha256: sha256(content),
  })),
};

/** Bytes that do not compress, the same for the same name. */
function noise(name: string, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) =>
    createHash('sha256')
      .update(name + i)
      .digest(),
  );
  return Buffer.concat(blocks).subarray(0, length);
}

/** Every object that the dump refers to, under the bucket's folder in `dir`. */
export function writeObjects(dir: string): void {
  const put = (key: string, content: Buffer): void => write(join(dir, 'ocrvs', key), content);
  for (let n = 1; n <= 6; n++) {
    for (const name of ['birth.png', 'mother.png', 'passport "1".pdf'])
      put(`events/e${n}/${name}`, noise(`${n}${name}`, 700));
    put(`signature-${n}.png`, noise(`s${n}`, 300));
  }
  put('events/e6/draft.png', noise('draft', 300));
  put('user-signature.png', noise('user', 300));
  put('user-portrait.jpg', noise('portrait', 300));
  put('created-by-signature.png', noise('created', 300));
  for (const { key, content } of FILES) put(key, content);
}

/** The same tree gives the same archive. */
const SAME = ['--sort=name', `--mtime=${DATE}T00:00:00Z`];

export interface Recipe {
  date?: string;
  dump?: string;
  /** Changes the objects before they are packed. */
  objects?: (dir: string) => void;
  /** Changes the tree before it is packed. */
  tree?: (dir: string) => void;
  /** Changes the compressed tar before it is encrypted. */
  packed?: (bytes: Buffer) => Buffer;
  /** Changes the encrypted file. */
  sealed?: (bytes: Buffer) => Buffer;
}

/** A swarm archive of version 1.9 made by tar, gzip and openssl, with what the recipe changes. Gives its path. */
export function buildArchive(dir: string, recipe: Recipe = {}): string {
  const { date = DATE } = recipe;
  const tree = join(dir, 'tree');
  const objects = join(dir, 'objects');
  for (const folder of [tree, objects]) rmSync(folder, { recursive: true, force: true });
  writeObjects(objects);
  recipe.objects?.(objects);
  mkdirSync(join(tree, 'minio'), { recursive: true });
  execFileSync('tar', [...SAME, '-C', objects, '-czf', join(tree, `minio/ocrvs-${date}.tar.gz`), '.']);
  write(join(tree, `postgres/events-${date}.dump`), readFileSync(recipe.dump ?? EVENTS_DUMP));
  write(join(tree, 'elasticsearch/index-0'), 'index');
  write(join(tree, 'elasticsearch/indices/a/b'), noise('index', 100));
  recipe.tree?.(tree);
  const tar = execFileSync('tar', [...SAME, '-C', tree, '-cf', '-', '.'], { maxBuffer: 1 << 28 });
  const gzip = execFileSync('gzip', ['-nc'], { input: tar, maxBuffer: 1 << 28 });
  const bytes = seal(recipe.packed?.(gzip) ?? gzip);
  const path = join(dir, `${date}.tar.gz.enc`);
  writeFileSync(path, recipe.sealed?.(bytes) ?? bytes);
  return path;
}

/** Encrypts like OpenCRVS's job. */
export function seal(bytes: Buffer, passphrase = PASSPHRASE): Buffer {
  return execFileSync('openssl', ['enc', '-aes-256-cbc', '-salt', '-pbkdf2', '-pass', 'env:PASSPHRASE'], {
    input: bytes,
    env: { ...process.env, PASSPHRASE: passphrase },
    maxBuffer: 1 << 28,
  });
}

/** Both files of a night in the kubernetes layout, by store. */
export function buildKubernetesArchives(
  dir: string,
  recipe: Recipe = {},
): Record<'postgres' | 'minio', string> {
  const { date = DATE } = recipe;
  const objects = join(dir, 'k8s-objects');
  const postgres = join(dir, 'k8s-postgres');
  for (const folder of [objects, postgres]) rmSync(folder, { recursive: true, force: true });
  writeObjects(objects);
  recipe.objects?.(objects);
  write(join(postgres, 'events.dump'), readFileSync(recipe.dump ?? EVENTS_DUMP));
  write(join(postgres, 'roles.sql'), 'CREATE ROLE events_app;');
  recipe.tree?.(postgres);
  const pack = (store: string, folder: string): string => {
    const path = join(dir, `${store}_backup_${date}.tar.gz.enc`);
    writeFileSync(path, seal(execFileSync('tar', ['-C', folder, '-czf', '-', '.'], { maxBuffer: 1 << 28 })));
    return path;
  };
  return { postgres: pack('postgres', postgres), minio: pack('minio', objects) };
}
