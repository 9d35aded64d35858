import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { broken, Corpus, MUTATION, type Change, type Mutation } from './fuzz.ts';

let corpus: Corpus;

test.beforeAll(() => (corpus = new Corpus()));

test.afterAll(() => corpus.remove());

// `npx tsx bench/fuzz.ts --minutes 30` tries more of them and watches the memory.
test('any change of any layer gives facts and a judgement, and never an exception', async () => {
  await fc.assert(
    fc.asyncProperty(MUTATION, async (mutation) => {
      expect(await broken(await corpus.write(mutation))).toBeNull();
    }),
    { numRuns: 15 },
  );
});

const none: Mutation = { member: 0, inner: [], tar: [], gzip: [], cipher: [] };
const flip = (at: number, by = 1): Change => ({ at, does: 'flip', by });
/** Found before, or near what was. */
const KNOWN: [string, Partial<Mutation>][] = [
  ['nothing changed', {}],
  ['a tar header that repeats', { tar: [{ at: 0, does: 'repeat', by: 0 }] }],
  ['a tar cut in a header', { tar: [{ at: 0.5, does: 'cut', by: 0 }] }],
  ['a number in the gzip header', { gzip: [{ at: 0, does: 'number', by: 3 }] }],
  ['a block of ciphertext changed', { cipher: [flip(0.3)] }],
  ['the last byte changed', { cipher: [flip(0.999999)] }],
];
for (const [what, change] of KNOWN) {
  test(`corpus: ${what}`, async () => {
    expect(await broken(await corpus.write({ ...none, ...change }))).toBeNull();
  });
}
