import { expect, test } from '@playwright/test';
import { makeAttachments } from '../../../helpers/opencrvs/attachments/make-attachments.ts';

const MAGIC: Record<string, string> = {
  'image/png': '89504e470d0a1a0a',
  'image/jpeg': 'ffd8ff',
  'application/pdf': '255044462d',
};

test('makes what a form takes: PNG, JPEG, PDF, one file over 1 MB, a signature', async ({ browser }) => {
  const files = await makeAttachments(browser, 'TOKEN7');
  expect(files.map(({ field, option, mediaType }) => [field, option, mediaType])).toEqual([
    ['documents.proofOfBirth', undefined, 'image/png'],
    ['documents.proofOfMother', 'NATIONAL_ID', 'image/jpeg'],
    ['documents.proofOfMother', 'PASSPORT', 'application/pdf'],
    ['documents.proofOfMother', 'BIRTH_CERTIFICATE', 'image/png'],
    ['review.signature', undefined, 'image/png'],
  ]);
  for (const { mediaType, bytes } of files)
    expect(bytes.toString('hex', 0, 8).startsWith(MAGIC[mediaType] ?? 'none')).toBe(true);
  const sizes = files.map(({ bytes }) => bytes.length);
  expect(Math.max(...sizes)).toBeGreaterThan(1_000_000);
  expect(Math.max(...sizes)).toBeLessThan(5 * 1024 * 1024);
  expect(files[2]?.bytes.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
});

test('no file is ever made twice', async ({ browser }) => {
  const [first, second] = [
    await makeAttachments(browser, 'TOKEN7'),
    await makeAttachments(browser, 'TOKEN7'),
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
