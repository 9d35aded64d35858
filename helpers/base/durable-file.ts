import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { fileError } from './file-error.ts';

/**
 * Replaces a file: readers see the old one or the new one, whole, also after a crash or on a full disk.
 *
 * @throws UserError with one sentence when it cannot be written
 */
export function writeDurably(file: string, content: string | Uint8Array, mode = 0o600): void {
  const draft = `${file}.draft`;
  explained(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    try {
      flush(draft, 'w', content, mode);
      renameSync(draft, file);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  });
}

/**
 * Adds to a file; it is on the disk when the call returns. Begins a line of its own, also behind one that a crash cut.
 *
 * @throws UserError with one sentence when it cannot be written
 */
export function appendDurably(file: string, content: string): void {
  explained(file, () => {
    flush(file, 'a', endsInLineBreak(file) ? content : `\n${content}`, 0o600);
  });
}

function endsInLineBreak(file: string): boolean {
  if (!existsSync(file)) return true;
  const { size } = statSync(file);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, last, 0, 1, size - 1);
  } finally {
    closeSync(descriptor);
  }
  return last.toString() === '\n';
}

function explained(file: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw fileError(error, file);
  }
}

function flush(file: string, flags: 'w' | 'a', content: string | Uint8Array, mode: number): void {
  const descriptor = openSync(file, flags, mode);
  try {
    const bytes = Buffer.from(content);
    for (let written = 0; written < bytes.length;) {
      written += writeSync(descriptor, bytes, written);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
