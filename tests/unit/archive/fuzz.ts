import { execFileSync } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { deriveKey } from '../../../helpers/archive/container/encryption.ts';
import type { ArchiveFacts } from '../../../helpers/facts/archive.ts';
import { buildArchive, PASSPHRASE, workshop } from './build-archive.ts';
import { judge, read } from './judged.ts';
import { writeMinioObject } from './minio-writer.ts';
import { rawTar, type RawMember } from './tar-writer.ts';

/** One change of some bytes: where, as a share of their length, and what is done there. */
export interface Change {
  at: number;
  does: 'flip' | 'cut' | 'repeat' | 'fill' | 'number';
  by: number;
}

/** A change of the innermost, and of each layer around it. */
export interface Mutation {
  /** Which member is changed, and how. */
  member: number;
  inner: Change[];
  tar: Change[];
  gzip: Change[];
  cipher: Change[];
}

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  does: fc.constantFrom('flip', 'cut', 'repeat', 'fill', 'number'),
  by: fc.nat(255),
}) satisfies fc.Arbitrary<Change>;
const changes = (maxLength: number): fc.Arbitrary<Change[]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<Change[]>([]) },
    { weight: 1, arbitrary: fc.array(change, { maxLength }) },
  );

/** Mostly one layer at a time: what breaks outside hides what lies behind it. */
export const MUTATION: fc.Arbitrary<Mutation> = fc.record({
  member: fc.nat(100),
  inner: fc.array(change, { maxLength: 4 }),
  tar: changes(3),
  gzip: changes(2),
  cipher: changes(2),
});

/** Numbers that readers stumble over, as they stand in headers of several formats. */
const NUMBERS = [
  ...[
    'ffffffff',
    '7fffffff',
    '80000000',
    'fffffffffffffff0',
    '00000000',
    'dd7fffffff',
    'df0fffffff',
    'c6ffffffff',
  ],
  ...['2d35', '31653939', '6e616e', '5f5f70726f746f5f5f', '636f6e7374727563746f72'],
].map((hex) => Buffer.from(hex, 'hex'));

export function changed(bytes: Buffer, list: readonly Change[]): Buffer {
  return list.reduce((now, { at, does, by }) => {
    const place = Math.floor(at * now.length);
    if (now.length === 0) return now;
    const copy = Buffer.from(now);
    switch (does) {
      case 'flip':
        copy[place]! ^= by || 1;
        return copy;
      case 'cut':
        return copy.subarray(0, place);
      case 'repeat':
        return Buffer.concat([copy.subarray(0, place + by), copy.subarray(place)]);
      case 'fill':
        return copy.fill(by, place, Math.min(copy.length, place + 8 + by));
      case 'number':
        NUMBERS[by % NUMBERS.length]!.copy(copy, place);
        return copy;
    }
  }, bytes);
}

/** The members of a good archive with every format that a reader knows, to be changed and packed again. */
export class Corpus {
  readonly #dir = mkdtempSync(join(tmpdir(), 'archive-fuzz-'));
  readonly #members: RawMember[];
  readonly #salt = Buffer.alloc(8, 1);
  readonly #key = deriveKey(PASSPHRASE, this.#salt);

  constructor() {
    const shop = workshop();
    try {
      const objects = (dir: string): void => {
        writeMinioObject(join(dir, 'ocrvs'), 'small.png', Buffer.alloc(900, 'x'));
        writeMinioObject(join(dir, 'ocrvs'), 'parts.png', Buffer.alloc(5000, 'y'), {
          inline: false,
          partSize: 2000,
        });
      };
      let packed = Buffer.alloc(0);
      buildArchive(shop.dir, {
        objects,
        tree: (dir) => {
          execFileSync('mkdir', ['-p', join(dir, 'mongo')]);
          writeFileSync(
            join(dir, 'mongo/hearth-dev-2026-11-23.gz'),
            readFileSync(join(import.meta.dirname, 'fixtures/hearth.archive.gz')),
          );
        },
        packed: (bytes) => (packed = Buffer.from(bytes)),
      });
      execFileSync('tar', ['-xzf', '-', '-C', shop.dir], { input: packed });
      const names = execFileSync('tar', ['-tzf', '-'], { input: packed, encoding: 'utf8' })
        .trim()
        .split('\n');
      this.#members = names.map((name) =>
        name.endsWith('/') ? { name, type: '5' } : { name, content: readFileSync(join(shop.dir, name)) },
      );
    } finally {
      shop.remove();
    }
  }

  /** An archive with these changes; gives its path, the same each time. */
  async write({ member, inner, tar, gzip, cipher }: Mutation): Promise<string> {
    const files = this.#members.filter(({ content }) => content !== undefined);
    const target = files[member % files.length];
    const members = this.#members.map((one) =>
      one === target ? { ...one, content: deep(one.content!, inner) } : one,
    );
    const plain = changed(gzipSync(changed(rawTar(members), tar), { level: 1 }), gzip);
    const { key, iv } = await this.#key;
    const aes = createCipheriv('aes-256-cbc', key, iv);
    const sealed = Buffer.concat([Buffer.from('Salted__'), this.#salt, aes.update(plain), aes.final()]);
    const path = join(this.#dir, '2026-11-23.tar.gz.enc');
    writeFileSync(path, changed(sealed, cipher));
    return path;
  }

  remove(): void {
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

/** Changes a member, and one that is compressed below its compression: else only checksums would be tried. */
function deep(content: Buffer, inner: readonly Change[]): Buffer {
  if (content[0] !== 0x1f || inner.length % 2 === 0) return changed(content, inner);
  return gzipSync(changed(gunzipSync(content), inner), { level: 1 });
}

/** Reads and judges; what must hold of any archive whatever is in it. Gives what is wrong, null: nothing. */
export async function broken(path: string): Promise<string | null> {
  const archive: ArchiveFacts = await read(path);
  const checks = judge(archive);
  const thrown = checks.find((check) => 'reason' in check && check.reason.includes('broke on these facts'));
  if (thrown !== undefined) return JSON.stringify(thrown);
  const text = JSON.stringify(archive);
  return text.length > 500_000 ? `facts of ${text.length} bytes` : null;
}
