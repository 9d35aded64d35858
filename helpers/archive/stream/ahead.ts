import type { Source } from './source.ts';

/** Fetches the next chunk while the last one is being worked on. `settled` waits until nothing is under way. */
export function ahead(source: Source): { next: Source; settled: () => Promise<void> } {
  let coming: Promise<Buffer | null> | null = null;
  const fetch = (): Promise<Buffer | null> => {
    const chunk = source();
    chunk.catch(() => undefined); // reported to whoever asks for it
    return chunk;
  };
  return {
    next: async () => {
      const chunk = await (coming ?? fetch());
      coming = chunk === null ? Promise.resolve(null) : fetch();
      return chunk;
    },
    settled: async () => void (await coming?.catch(() => undefined)),
  };
}
