import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { disagreement, MEMBERS, readerSays } from './tar-oracle.ts';

// `npm run oracle -- --runs 10000` compares more of them.
test('what the reader says is there is what tar unpacks, whatever the members', async () => {
  await fc.assert(
    fc.asyncProperty(MEMBERS, async (members) => {
      expect(await disagreement(members)).toBeNull();
    }),
    { numRuns: 80 },
  );
});

test('names that differ, below folders, are sound', async () => {
  const members = [
    { name: './', type: '5' },
    { name: './a/', type: '5' },
    { name: './a/b', content: Buffer.from('b') },
    { name: './a/', type: '5' },
    { name: './c', content: Buffer.from('c') },
    { name: './d/e/f' },
  ];
  expect(await readerSays(members)).toMatchObject({ sound: true, exact: true });
});

const FIRST = { name: 'a/x', content: Buffer.from('good') };
for (const [what, second] of Object.entries({
  'the same name': { name: 'a/x' },
  'the name with a dot in it': { name: 'a/./x' },
  'the name with two slashes': { name: 'a//x' },
  'an absolute name': { name: '/a/x' },
  'a symbolic link': { name: './a/x', type: '2', link: 'b' },
  'a pipe': { name: 'a/x', type: '6' },
  'a folder': { name: 'a/x/', type: '5' },
  'a file below it': { name: 'a/x/y' },
  'a link instead of its folder': { name: 'a', type: '2', link: 'b' },
})) {
  test(`not sound: after a file ${what}`, async () => {
    expect(await readerSays([FIRST, second])).toMatchObject({ sound: false });
  });
}
