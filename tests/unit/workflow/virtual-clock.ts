import type { Clock } from '../../../helpers/schedule/clock.ts';

/** A clock that jumps to where everybody who sleeps wants to be next; what happens at a time can be laid down. */
export function virtualClock(start: string): Clock & { at: (iso: string, happens: () => void) => void } {
  let now = Date.parse(start);
  const sleepers: { until: number; wake: () => void }[] = [];
  const events: { at: number; happens: () => void }[] = [];
  let turning = false;
  const turn = async () => {
    // Let everybody who is awake say until when they sleep.
    for (let round = 0; round < 50; round++) await Promise.resolve();
    turning = false;
    sleepers.sort((a, b) => a.until - b.until);
    const next = sleepers.shift();
    if (next === undefined) return;
    now = Math.max(now, next.until);
    for (const event of events.filter(({ at }) => at <= now)) {
      events.splice(events.indexOf(event), 1);
      event.happens();
    }
    next.wake();
    if (sleepers.length > 0) schedule();
  };
  const schedule = () => {
    if (!turning) {
      turning = true;
      void turn();
    }
  };
  return {
    now: () => now,
    at: (iso, happens) => void events.push({ at: Date.parse(iso), happens }),
    sleepUntil: (until) =>
      until <= now
        ? Promise.resolve()
        : new Promise((wake) => {
            sleepers.push({ until, wake });
            schedule();
          }),
  };
}
