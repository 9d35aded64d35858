import { openSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { ReadStream, WriteStream } from 'node:tty';
import { FailureError } from '../base/outcome.ts';

/**
 * Asks the person at the terminal, also from a process whose standard input is taken.
 *
 * @throws TroubleError `refused` where there is no terminal: under cron, in CI
 */
export async function askOnTerminal(question: string): Promise<string> {
  const terminal = openTerminal(question);
  const input = new ReadStream(terminal);
  const output = new WriteStream(terminal);
  const lines = createInterface({ input, output });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
    input.destroy();
  }
}

function openTerminal(question: string): number {
  try {
    return openSync('/dev/tty', 'r+');
  } catch (error) {
    throw new FailureError('refused', `“${question.trim()}” cannot be asked: there is no terminal.`, {
      cause: error,
    });
  }
}
