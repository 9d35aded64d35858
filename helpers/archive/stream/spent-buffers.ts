import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a reading may hold beyond the program itself before its spent buffers are freed early, in bytes. */
const MOST = 60 << 20;
/** Bytes of new buffers between two looks. */
const BETWEEN_LOOKS = 16 << 20;

let collect: (() => void) | null = null;
let program = Infinity;
let made = 0;

/**
 * To be told of every buffer made. V8 lets 64 MiB of spent ones pile up, since they lie outside its heap; where a reading
 * is large already they are freed before. Collecting always would cost a sixth of the whole pass.
 */
export function bufferMade(bytes: number): void {
  made += bytes;
  if (program !== Infinity && made < BETWEEN_LOOKS) return;
  made = 0;
  const held = process.memoryUsage.rss();
  program = Math.min(program, held);
  if (held - program < MOST) return;
  collect ??= collector();
  collect();
}

function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
