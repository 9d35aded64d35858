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

export const systemClock: Clock = {
  now: () => Date.now(),
  sleepUntil: async (instant) => {
    for (let left = instant - Date.now(); left > 0; left = instant - Date.now())
      await pause(Math.min(left, STEP_MS));
  },
};
