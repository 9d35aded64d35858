import { expect, test } from '@playwright/test';
import { makeAttachments } from '../../../helpers/opencrvs/attachments/make-attachments.ts';
import { wantedFiles, type FileField } from '../../../helpers/opencrvs/attachments/wanted-files.ts';

const MAGIC: Record<string, string> = {
  'image/png': '89504e470d0a1a0a',
  'image/jpeg': 'ffd8ff',
  'application/pdf': '255044462d',
};

const types = (...acceptedFileTypes: string[]) => ({ acceptedFileTypes });
const field = (id: string, type: string, options: string[] = [], configuration = {}): FileField => ({
  field: { id, type, label: { defaultMessage: id }, configuration },
  options,
  isReview: type === 'SIGNATURE',
});
const BIRTH = [
  field('proof', 'FILE'),
  field('mother', 'FILE_WITH_OPTIONS', ['NATIONAL_ID', 'PASSPORT', 'BIRTH_CERTIFICATE', 'OTHER']),
  field('signature', 'SIGNATURE'),
];

test('makes what a form takes: PNG, JPEG, PDF, one file over 1 MB, a signature', async ({ browser }) => {
  const files = await makeAttachments(browser, 'TOKEN7', wantedFiles(BIRTH));
  expect(files.map(({ field, option, mediaType }) => [field, option, mediaType])).toEqual([
    ['proof', undefined, 'image/png'],
    ['mother', 'NATIONAL_ID', 'image/jpeg'],
    ['mother', 'PASSPORT', 'application/pdf'],
    ['mother', 'BIRTH_CERTIFICATE', 'image/png'],
    ['signature', undefined, 'image/png'],
  ]);
  for (const { mediaType, bytes } of files)
    expect(bytes.toString('hex', 0, 8).startsWith(MAGIC[mediaType] ?? 'none')).toBe(true);
  const sizes = files.map(({ bytes }) => bytes.length);
  expect(Math.max(...sizes)).toBeGreaterThan(1_000_000);
  expect(Math.max(...sizes)).toBeLessThan(5 * 1024 * 1024);
  expect(files[2]?.bytes.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
});

test('each field that takes an image or a PDF gets one of a kind that it takes, and no other field', () => {
  const wanted = wantedFiles([
    field('pdf only', 'FILE', [], types('application/pdf')),
    field('pictures', 'FILE', [], types('image/jpg')),
    field('text', 'FILE', [], types('application/msword')),
    field('any', 'FILE'),
  ]);
  expect(wanted.map(({ field, mediaType }) => [field, mediaType])).toEqual([
    ['pdf only', 'application/pdf'],
    ['pictures', 'image/jpeg'],
    ['any', 'image/png'],
  ]);
});

test('no file is larger than its field allows', async ({ browser }) => {
  const small = [60_000, 200_000].map((maxFileSize) =>
    field(`at most ${maxFileSize}`, 'FILE', [], { maxFileSize, ...types('image/png') }),
  );
  const files = await makeAttachments(browser, 'TOKEN7', wantedFiles(small));
  expect(files[0]?.bytes.length).toBeLessThanOrEqual(60_000);
  expect(files[1]?.bytes.length).toBeLessThanOrEqual(200_000);
});

test('no file is ever made twice', async ({ browser }) => {
  const [first, second] = [
    await makeAttachments(browser, 'TOKEN7', wantedFiles(BIRTH)),
    await makeAttachments(browser, 'TOKEN7', wantedFiles(BIRTH)),
  ];
  for (const [index, file] of first.entries()) expect(second[index]?.bytes.equals(file.bytes)).toBe(false);
});

test("another run's token gives another picture where nothing else differs", async ({ browser }) => {
  const page = await browser.newPage();
  const { pageOf } = await import('../../../helpers/opencrvs/attachments/drawing.ts');
  const shot = async (runToken: string) => {
    const drawing = { runToken, caption: 'c', width: 300, height: 200, noise: 0 };
    await page.setContent(
      pageOf(drawing).replace('crypto.getRandomValues(new Uint8Array(96))', 'new Uint8Array(96)'),
    );
    return page.screenshot();
  };
  expect((await shot('AAAA')).equals(await shot('AAAA'))).toBe(true);
  expect((await shot('AAAA')).equals(await shot('BBBB'))).toBe(false);
  await page.close();
});
