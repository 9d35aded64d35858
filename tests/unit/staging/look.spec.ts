import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { ShownFile } from '../../../helpers/opencrvs/pages/shown-file.ts';
import { pair } from '../../../helpers/staging/look.ts';
import { record } from './healthy.ts';
import { isVisible } from '../../../helpers/facts/staging.ts';

const shown = (path: string | null, change: Partial<ShownFile> = {}): ShownFile => ({
  path,
  kind: path === null ? 'pdf' : 'image',
  width: 640,
  height: 480,
  blank: false,
  ...change,
});
const [image, pdf, signature] = record.attachments;
if (!image || !pdf || !signature) throw new Error('the record has three files');

test('an image is known by its key, in whatever order the client lists it; a PDF by being one', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([shown(image.key), shown(null), shown(signature.key)], { minLength: 3 }),
      (list) => {
        const rendered = pair([image, pdf, signature], list, 'dropdown');
        expect(rendered.map(({ key, shownKey }) => [key, shownKey])).toEqual([
          [image.key, image.key],
          [pdf.key, null],
          [signature.key, signature.key],
        ]);
        expect(rendered.every(isVisible)).toBe(true);
      },
    ),
  );
});

test("another file's image is told as what was shown", () => {
  const [first] = pair([image], [shown('events/other/file.png')], 'preview');
  expect(first).toMatchObject({ key: image.key, shownKey: 'events/other/file.png' });
});

test('a file for which nothing was shown is not visible', () => {
  const rendered = pair([image, pdf], [shown(image.key)], 'dropdown');
  expect(rendered.map(isVisible)).toEqual([true, false]);
});

test('up to 1.9 the address holds the bucket', () => {
  expect(pair([image], [shown(`ocrvs/${image.key}`)], 'dropdown')[0]?.shownKey).toBe(image.key);
});
