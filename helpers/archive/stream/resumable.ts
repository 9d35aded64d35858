import type { Readable } from 'node:stream';
import { FailureError } from '../../base/outcome.ts';
import type { CommandExit } from '../../ssh/host.ts';
import { within } from '../../base/within.ts';
import { paced } from './paced.ts';
import { sourceOf, type Source } from './source.ts';

/** A file opened at some offset: its bytes, and how the command that gives them ended (absent for a local file). */
export interface OpenedFile {
  stdout: Readable;
  done?: Promise<CommandExit>;
}

/** Attempts in a row that give too little before it is given up. */
const FRUITLESS = 3;
/** So much makes an attempt worth it: a host that gives one byte for each connection would be asked for ever. */
const WORTH_BYTES = 1 << 20;
/** Between the last byte of a command and its exit code. */
const EXIT_MS = 60_000;

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
  let gained = 0;

  const fail = (why: string): never => {
    throw new FailureError('unreachable', `reading ${name} broke off at byte ${from}: ${why}`);
  };

  const next: Source = async () => {
    for (;;) {
      let why = 'the connection was cut';
      try {
        if (current === null) {
          const file = await open(from);
          const source = sourceOf(file.stdout);
          current = { file, next: file.done === undefined ? source : paced(source) };
        }
        const chunk = await current.next();
        if (chunk !== null) {
          from += chunk.length;
          gained += chunk.length;
          return chunk;
        }
        const { done } = current.file;
        const late = () => new Error('the command gave no exit code');
        const exit = await (done === undefined ? undefined : within(EXIT_MS, done, late));
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
      fruitless = gained >= WORTH_BYTES ? 1 : fruitless + 1;
      gained = 0;
      if (fruitless >= FRUITLESS) fail(why);
    }
  };

  return { next, close: () => current?.file.stdout.destroy() };
}
