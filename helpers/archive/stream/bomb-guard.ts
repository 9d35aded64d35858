import { DamageError, type Layer } from '../../facts/damage.ts';
import type { Source } from './source.ts';

/** Database text compresses by 5 to 20 times; deflate can reach 1032. */
const RATIO = 100;
const ALLOWANCE = 256 << 20;

/** Stops a decompression that gives far more than any backup would; `consumed` is the compressed bytes so far. */
export function guarded(source: Source, consumed: () => number, layer: Layer): Source {
  let produced = 0;
  return async () => {
    const chunk = await source();
    produced += chunk?.length ?? 0;
    if (produced > ALLOWANCE + RATIO * consumed()) {
      throw new DamageError(layer, 'too-big', `${consumed()} bytes unpack to more than ${produced} bytes`);
    }
    return chunk;
  };
}
