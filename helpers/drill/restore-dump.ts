import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Layout } from '../facts/policy.ts';
import type { RestoreFacts } from '../facts/drill.ts';
import { restoreErrors } from './restore-errors.ts';
import type { ThrowAwayPostgres } from './throw-away-postgres.ts';

/** Takes the bytes of a dump as they come out of the archive; nothing of them is on a disk. */
export interface DumpSink {
  write: (chunk: Buffer) => Promise<void>;
  /** The dump came to its end. */
  end: () => void;
  /** The dump will not come to its end. */
  abort: () => void;
  /** When pg_restore has ended. */
  done: Promise<RestoreFacts>;
}

const STDERR_KEPT = 64 * 1024;

/**
 * Restores a dump in custom format by the real `pg_restore`, from a stream. As OpenCRVS's restore jobs do: on a swarm the schema
 * `app` alone, in a database that has it; elsewhere all. Owners and rights are left out: the roles are not what is proven.
 */
export async function restoreDump(postgres: ThrowAwayPostgres, layout: Layout): Promise<DumpSink> {
  const schema = layout === 'swarm' ? ['--schema=app'] : [];
  if (layout === 'swarm') await postgres.ask('CREATE SCHEMA app');
  const child = spawn(
    join(postgres.programs.bin, 'pg_restore'),
    ['--no-owner', '--no-privileges', ...schema, ...postgres.connection, '-d', 'events'],
    {
      cwd: '/',
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { PATH: process.env['PATH'], LC_ALL: 'C', PGTZ: 'UTC' },
    },
  );
  let stderr = '';
  let dumpBytes = 0;
  let ended = false;
  child.stderr
    .setEncoding('utf8')
    .on('data', (said: string) => (stderr = (stderr + said).slice(0, STDERR_KEPT)));
  // It stops reading when it gives up; why is in its exit.
  child.stdin.on('error', () => (ended = true));
  const done = once(child, 'close').then(([code]): RestoreFacts => {
    ended = true;
    return {
      serverVersion: postgres.programs.version,
      exitCode: code as number | null,
      errors: restoreErrors(stderr),
      dumpBytes,
    };
  });
  return {
    done,
    end: () => child.stdin.end(),
    abort: () => child.kill('SIGKILL'),
    write: async (chunk) => {
      dumpBytes += chunk.length;
      if (ended) return;
      // The buffer may be used again by whoever gave it: wait until it is taken.
      await new Promise<void>((taken) => {
        if (!child.stdin.write(chunk, () => taken())) void done.then(() => taken());
      });
    },
  };
}
