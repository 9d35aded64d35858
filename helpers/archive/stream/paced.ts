import { within } from '../../base/within.ts';
import type { Source } from './source.ts';

/** What is expected of a host that sends a file. */
export interface Pace {
  /** Milliseconds that it may say nothing while it is listened to. */
  idleMs: number;
  /** Bytes a second that must come at least, on the average of this much waiting. */
  bytesPerSecond: number;
  windowMs: number;
}

/** The slowest satellite line is a hundred times faster. */
const PACE: Pace = { idleMs: 120_000, bytesPerSecond: 256, windowMs: 300_000 };

/**
 * A source that is given up when it stays silent or trickles. Only the time that is spent waiting for it counts: a reader that is
 * slow itself takes none of it.
 */
export function paced(source: Source, { idleMs, bytesPerSecond, windowMs }: Pace = PACE): Source {
  let waited = 0;
  let received = 0;
  return async () => {
    const from = performance.now();
    const silent = () => new Error(`nothing came for ${idleMs / 1000} s`);
    const chunk = await within(idleMs, source(), silent);
    waited += performance.now() - from;
    received += chunk?.length ?? 0;
    if (waited >= windowMs) {
      const rate = (received / waited) * 1000;
      if (chunk !== null && rate < bytesPerSecond)
        throw new Error(`only ${Math.round(rate)} bytes a second came for ${Math.round(waited / 1000)} s`);
      waited = received = 0;
    }
    return chunk;
  };
}
