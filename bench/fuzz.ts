import fc from 'fast-check';
import { parseArgs } from 'node:util';
import { broken, Corpus, MUTATION } from '../tests/unit/archive/fuzz.ts';

// Changes a good archive in every layer and reads it, for so many minutes: no exception, no hang, no more memory than promised.
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, seed: { type: 'string' } },
});
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const MOST_MIB = 250;
/** Of processor time: a busy machine takes longer by the clock. */
const LONGEST_MS = 10_000;

const corpus = new Corpus();
let [slowest, read] = [0, 0];
try {
  const property = fc.asyncProperty(MUTATION, async (mutation) => {
    const path = await corpus.write(mutation);
    const start = process.cpuUsage();
    const found = await broken(path);
    const { user, system } = process.cpuUsage(start);
    slowest = Math.max(slowest, (user + system) / 1000);
    read += 1;
    if (found !== null) throw new Error(found);
    if (slowest > LONGEST_MS) throw new Error(`one archive took ${Math.round(slowest)} ms of processor time`);
  });
  const result = await fc.check(property, {
    seed,
    numRuns: 10_000_000,
    interruptAfterTimeLimit: Number(values.minutes) * 60_000,
    endOnFailure: true,
  });
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${read} archives, seed ${seed}, slowest ${Math.round(slowest)} ms of processor time, at most ${peak} MiB`,
  );
  if (result.counterexample !== null && result.failed && !result.interrupted) {
    console.log(JSON.stringify(result.counterexample), String(result.errorInstance));
    process.exitCode = 1;
  }
  if (peak > MOST_MIB) process.exitCode = 1;
} finally {
  corpus.remove();
}
