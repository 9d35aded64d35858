import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packEvidence } from '../../../helpers/report/evidence/pack.ts';
import { verifyEvidence } from '../../../helpers/report/evidence/verify.ts';
import { unzip, zipOf } from '../../../helpers/report/evidence/zip.ts';

function keyPair(name: string): { file: string; public: string } {
  const file = test.info().outputPath(name);
  mkdirSync(join(file, '..'), { recursive: true });
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file]);
  return { file, public: readFileSync(`${file}.pub`, 'utf8') };
}

function runDir(): string {
  const dir = test.info().outputPath('run');
  for (const folder of ['facts', 'evidence', 'report']) mkdirSync(join(dir, folder), { recursive: true });
  writeFileSync(join(dir, 'facts', 'archive.json'), '{}\n');
  writeFileSync(join(dir, 'evidence', 'staging-record.png'), Buffer.from([1, 2, 3]));
  writeFileSync(join(dir, 'run.json'), '{"token":"not for others"}');
  writeFileSync(join(dir, 'report', 'index.html'), 'not again');
  return dir;
}

const FORMS = new Map([['verdict.json', Buffer.from('{"schema":2}\n')]]);

test('an archive is read back as it was written, whatever is in it', () => {
  const name = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.uint8Array({ maxLength: 200 })), { maxLength: 8 }), (pairs) => {
      const files = new Map(pairs.map(([path, bytes]) => [path, Buffer.from(bytes)]));
      const read = unzip(zipOf(files));
      expect([...(read ?? [])].map(([path, bytes]) => [path, bytes.toString('hex')])).toEqual(
        [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, bytes]) => [path, bytes.toString('hex')]),
      );
    }),
  );
});

test('any changed, lost or added byte is found, signed or not', async () => {
  const key = keyPair('key');
  for (const keyFile of [null, key.file]) {
    const whole = await packEvidence(FORMS, runDir(), keyFile);
    expect(await verifyEvidence(whole, null)).toMatchObject({ problems: [] });
    // A signature is asked of another program: fewer tries then.
    const tries = keyFile === null ? 400 : 40;
    for (let index = 0; index < tries; index += 1) {
      const at = Math.floor((index / tries) * whole.length);
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ (1 << (index % 8));
      expect((await verifyEvidence(changed, null)).problems, `byte ${at}`).not.toEqual([]);
    }
    expect((await verifyEvidence(whole.subarray(0, -1), null)).problems).not.toEqual([]);
    expect((await verifyEvidence(Buffer.concat([whole, Buffer.from('x')]), null)).problems).not.toEqual([]);
  }
});

test('a signature is of its key, and of nothing else', async () => {
  const [key, other] = [keyPair('key'), keyPair('other')];
  const whole = await packEvidence(FORMS, runDir(), key.file);
  expect(await verifyEvidence(whole, key.public)).toMatchObject({ problems: [] });
  expect((await verifyEvidence(whole, other.public)).problems).toEqual([
    'the signature is not of this key, or not of this manifest',
  ]);
  const unsigned = await packEvidence(FORMS, runDir(), null);
  expect((await verifyEvidence(unsigned, key.public)).problems).toEqual(['it is not signed']);
});

test('evidence holds what was seen, and neither the run’s token nor its report', async () => {
  const files = unzip(await packEvidence(FORMS, runDir(), null));
  expect([...(files ?? new Map<string, Buffer>()).keys()]).toEqual([
    'README.txt',
    'SHA256SUMS',
    'run/evidence/staging-record.png',
    'run/facts/archive.json',
    'verdict.json',
  ]);
});
