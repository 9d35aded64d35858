import type { Source } from '../stream/source.ts';

const NEWLINE = 0x0a;
/** A line longer than this is counted, not looked into: memory stays bounded. PostgreSQL allows 1 GB a field. */
const LINE_LIMIT = 16 << 20;

/**
 * Splits text into lines, each without its newline and valid for good; null: too long to be looked into. A rest without a
 * newline is a line too.
 */
export async function forEachLine(data: Source, onLine: (line: Buffer | null) => void): Promise<void> {
  let carry: Buffer[] = [];
  let carried = 0;
  let tooLong = false;
  const give = (end: Buffer): void => {
    if (tooLong) onLine(null);
    else onLine(carry.length === 0 ? end : Buffer.concat([...carry, end]));
    carry = [];
    carried = 0;
    tooLong = false;
  };
  for (let chunk = await data(); chunk !== null; chunk = await data()) {
    let at = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, at)) {
      give(chunk.subarray(at, end));
      at = end + 1;
    }
    if (at === chunk.length) continue;
    carried += chunk.length - at;
    if (carried > LINE_LIMIT) [carry, tooLong] = [[], true];
    else carry.push(chunk.subarray(at));
  }
  if (carried > 0) give(Buffer.alloc(0));
}
