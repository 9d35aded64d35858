import { expect, test } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { filesWithSecrets } from '../../../helpers/redact/leak-scan.ts';
import { createRedactor } from '../../../helpers/redact/redactor.ts';
import { zipOf } from '../../../helpers/report/evidence/zip.ts';

const SECRET = 'correct horse battery';

test('a secret is found in text, in pictures, in PDFs and in the evidence archive', () => {
  const dir = test.info().outputPath('made');
  mkdirSync(dir, { recursive: true });
  const compressed = deflateSync(`(${SECRET}) Tj`);
  const files: Record<string, Buffer> = {
    'verdict.json': Buffer.from(JSON.stringify({ said: SECRET })),
    'photo.jpg': Buffer.from(`\xff\xd8\xff\xfe${SECRET}`, 'latin1'),
    'plain.pdf': Buffer.from(`%PDF-1.4 (${SECRET})`),
    'compressed.pdf': Buffer.concat([
      Buffer.from('%PDF-1.4\nstream\n'),
      compressed,
      Buffer.from('\nendstream'),
    ]),
    'text.png': Buffer.concat([Buffer.from('\x89PNG....zTXtComment\0\0', 'latin1'), compressed]),
    'evidence.zip': zipOf(new Map([['run/facts/a.json', Buffer.from(SECRET)]])),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content);
  writeFileSync(join(dir, 'clean.pdf'), Buffer.concat([Buffer.from('stream\n'), deflateSync('nothing')]));
  const redactor = createRedactor();
  redactor.learn(SECRET);
  expect(filesWithSecrets([dir], redactor).sort()).toEqual(
    Object.keys(files)
      .map((name) => join(dir, name))
      .sort(),
  );
});
