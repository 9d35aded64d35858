import type { Readable } from 'node:stream';
import { FailureError } from '../../base/outcome.ts';
import type { CommandExit } from '../../ssh/host.ts';
import { sourceOf, type Source } from './source.ts';

/** A file opened at some offset: its bytes, and how the command that gives them ended (absent for a local file). */
export interface OpenedFile {
  stdout: Readable;
  done?: Promise<CommandExit>;
}

/** Attempts in a row that give no byte before it is given up. */
const FRUITLESS = 3;

/**
 * Reads a file to its end and goes on where it was after a lost connection. Throws TroubleError when the other side
 * refuses or stays lost. `total`: the length known from a listing.
 */
export function resumable(
  open: (from: number) => Promise<OpenedFile>,
  name: string,
  total: number | null,
): { next: Source; close: () => void } {
  let current: { file: OpenedFile; next: Source } | null = null;
  let from = 0;
  let fruitless = 0;

  const fail = (why: string): never => {
    throw new FailureError('unreachable', `reading ${name} broke off at byte ${from}: ${why}`);
  };

  const next: Source = async () => {
    for (;;) {
      let why = 'the connection was cut';
      try {
        if (current === null) {
          const file = await open(from);
          current = { file, next: sourceOf(file.stdout) };
        }
        const chunk = await current.next();
        if (chunk !== null) {
          from += chunk.length;
          fruitless = 0;
          return chunk;
        }
        const exit = await current.file.done;
        if (exit === undefined || exit.code === 0) return null;
        if (exit.code !== null) {
          throw new FailureError(
            'refused',
            `reading ${name} failed: ${exit.stderr.trim() || `code ${exit.code}`}`,
          );
        }
      } catch (error) {
        if (error instanceof FailureError && error.reason === 'refused') throw error;
        why = error instanceof Error ? error.message : String(error);
        // A local file: asking again gives the same answer.
        if (current?.file.done === undefined && current !== null) fail(why);
      }
      if (total !== null && from >= total) return null;
      current?.file.stdout.destroy();
      current = null;
      fruitless += 1;
      if (fruitless >= FRUITLESS) fail(why);
    }
  };

  return { next, close: () => current?.file.stdout.destroy() };
}
