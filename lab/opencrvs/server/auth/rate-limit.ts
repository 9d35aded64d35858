const WINDOW_MS = 60_000;
const REQUESTS_PER_WINDOW = 10;

/**
 * Counts calls per key. A counter lives for a minute after the last call that it counted, so that only a quiet minute
 * clears it; the eleventh call in a row is refused (recorded from OpenCRVS 2.0.0).
 */
export function rateLimit(): (key: string) => boolean {
  const counters = new Map<string, { count: number; expiresAt: number }>();
  return (key) => {
    const now = Date.now();
    const running = counters.get(key);
    const count = running !== undefined && running.expiresAt > now ? running.count + 1 : 1;
    counters.set(key, { count, expiresAt: now + WINDOW_MS });
    return count <= REQUESTS_PER_WINDOW;
  };
}
