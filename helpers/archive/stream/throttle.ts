import { setTimeout as wait } from 'node:timers/promises';
import type { Source } from './source.ts';

/** Lets at most `bytesPerSecond` through, on average since the start; the sender is held back by its full buffers. */
export function throttled(source: Source, bytesPerSecond: number): Source {
  const start = performance.now();
  let bytes = 0;
  return async () => {
    const chunk = await source();
    bytes += chunk?.length ?? 0;
    const early = (bytes / bytesPerSecond) * 1000 - (performance.now() - start);
    if (early > 0) await wait(early);
    return chunk;
  };
}
