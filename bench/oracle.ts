import fc from 'fast-check';
import { parseArgs } from 'node:util';
import { disagreement, MEMBERS } from '../tests/unit/archive/tar-oracle.ts';

// Compares the reader with the real tar over many lists of members: what it says is there must be what tar unpacks.
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10000' }, seed: { type: 'string' } },
});
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const property = fc.asyncProperty(MEMBERS, async (members) => {
  const found = await disagreement(members);
  if (found !== null) throw new Error(found);
});
const result = await fc.check(property, { numRuns: Number(values.runs), seed });
console.log(
  `${result.numRuns} archives, seed ${seed}: ${result.failed ? 'the reader and tar differ' : 'no difference'}`,
);
if (result.failed) {
  const [members = []] = result.counterexample ?? [];
  for (const { name, type, link, content } of members) {
    console.log(JSON.stringify([String(name), type, link, content?.toString()]));
  }
  console.log(String(result.errorInstance));
  process.exitCode = 1;
}
