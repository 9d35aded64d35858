import { expect, test } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { noisePng } from '../../../lab/seed/png.ts';

test('a browser decodes the noise to its full size', async ({ page }) => {
  const url = `data:image/png;base64,${noisePng(40, 30, randomBytes).toString('base64')}`;
  const decoded = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const pen = canvas.getContext('2d');
    pen?.drawImage(image, 0, 0);
    const lastRow = pen?.getImageData(0, canvas.height - 1, canvas.width, 1).data ?? [];
    return { size: [image.naturalWidth, image.naturalHeight], colours: new Set(lastRow).size };
  }, url);
  expect(decoded.size).toEqual([40, 30]);
  expect(decoded.colours).toBeGreaterThan(20);
});

test('it cannot be compressed: about three bytes a pixel', () => {
  expect(noisePng(80, 64, randomBytes).length).toBeGreaterThan(80 * 64 * 3);
});
