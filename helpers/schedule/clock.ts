import { setTimeout as pause } from 'node:timers/promises';

/** Time as waiting needs it; tests bring their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Returns at the instant, or as soon as this machine is awake again after it. */
  sleepUntil(instant: number): Promise<void>;
}

/** A timer does not run while a laptop sleeps: so it is short, and the clock decides. */
const STEP_MS = 30_000;

/** A clock that sleeps in short steps; both arguments are others only in tests. */
export const steppingClock = (
  now: () => number,
  pauseFor: (milliseconds: number) => Promise<unknown>,
): Clock => ({
  now,
  sleepUntil: async (instant) => {
    for (let left = instant - now(); left > 0; left = instant - now())
      await pauseFor(Math.min(left, STEP_MS));
  },
});

export const systemClock: Clock = steppingClock(Date.now, pause);
