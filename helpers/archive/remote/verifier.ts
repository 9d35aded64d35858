import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { CommandExit } from '../../ssh/host.ts';
import { localInput } from '../local-input.ts';
import { readArchive } from '../read-archive.ts';
import type { OpenedFile } from '../stream/resumable.ts';
import type { RemoteFile, RemoteJob } from './job.ts';
import type { ArchiveInput } from '../archive-input.ts';

// The reader as a program of its own: bundled into one file and run on a host beside the archive, without touching its disk.
// The loader left the job in a global, since standard input has been read.
const { files, options } = (globalThis as unknown as { job: RemoteJob }).job;
const inputs: ArchiveInput[] = [];
for (const file of files) inputs.push(await inputOf(file));
process.stdout.write(JSON.stringify(await readArchive(inputs, options)));

async function inputOf(file: RemoteFile): Promise<ArchiveInput> {
  const { name, store } = file;
  if ('command' in file) {
    const { command, listed } = file;
    return { name, store, listed, growing: null, open: listed && ((from) => outputOf(command, from)) };
  }
  try {
    return { ...(await localInput(file.path, store)), name };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { name, store, listed: null, growing: null, open: null };
  }
}

/** A command cannot begin in the middle: what was read before is read past. */
async function outputOf(command: readonly string[], from: number): Promise<OpenedFile> {
  if (from > 0) throw new Error('the command that gives the archive broke off');
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-2000)));
  const done = once(child, 'close').then(([code, signal]): CommandExit => ({
    code: code as number | null,
    signal: signal as string | null,
    stderr,
    durationMs: 0,
  }));
  await once(child, 'spawn');
  return { stdout: child.stdout, done };
}
