import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A signal arrives twice where the terminal gives it to the whole group and npm passes it on, too. Only a later one is somebody who
 * does not want to wait.
 */
const IMPATIENT_MS = 1_500;

type Signal = (typeof SIGNALS)[number];
type Work = (signal: Signal) => void | Promise<void>;

const toDo: Work[] = [];
let since = 0;
let pending: Signal | null = null;

/** The signal that ends this process; null: none has come. */
export const interruptedBy = (): Signal | null => pending;

/**
 * Has `work` done when a signal ends this process, the last that was added first; then the process dies of that signal, so that
 * nothing that it was about to conclude is concluded.
 *
 * @returns takes the work back
 */
export function onInterruption(work: Work): () => void {
  if (toDo.length === 0) for (const signal of SIGNALS) process.on(signal, interrupted);
  toDo.push(work);
  return () => {
    const at = toDo.indexOf(work);
    if (at !== -1) toDo.splice(at, 1);
    if (toDo.length === 0 && pending === null) for (const signal of SIGNALS) process.off(signal, interrupted);
  };
}

/** Never resolves: for what must not go on while an interruption is being dealt with. */
export const forever = (): Promise<never> => new Promise(() => undefined);

function interrupted(signal: Signal): void {
  if (pending !== null) {
    if (performance.now() - since > IMPATIENT_MS) process.exit(128 + constants.signals[signal]);
    return;
  }
  [pending, since] = [signal, performance.now()];
  void settle(signal);
}

async function settle(signal: Signal): Promise<void> {
  for (const work of toDo.toReversed()) {
    try {
      await work(signal);
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  // Libraries may listen, too; as long as anybody does, the signal ends nothing.
  for (const name of SIGNALS) process.removeAllListeners(name);
  process.kill(process.pid, signal);
}
