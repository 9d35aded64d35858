import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { FailureError } from '../base/outcome.ts';
import type { PostgresPrograms } from './postgres-programs.ts';
import { createWorkDir, type WorkDir } from './work-dir.ts';

/** A PostgreSQL that nobody else can reach and of which nothing stays. */
export interface ThrowAwayPostgres {
  programs: PostgresPrograms;
  where: WorkDir;
  /** What a program of `programs.bin` needs to reach it. */
  connection: readonly string[];
  /** Whom its programs run as: PostgreSQL refuses root. */
  owner: { uid?: number; gid?: number };
  /** Runs SQL and gives what it prints, one value a line. */
  ask: (sql: string) => Promise<string>;
  /** Ends it and removes it; gives what is still there. */
  stop: () => Promise<string[]>;
}

const READY_WITHIN_MS = 60_000;

/** Nothing of it survives a power cut, and nothing shall; its log could hold rows, so it keeps none. */
const SETTINGS = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=256MB',
  'autovacuum=off',
  // In its own folder instead of beside it: what an immediate end leaves of it goes with the folder.
  'dynamic_shared_memory_type=mmap',
  'maintenance_work_mem=256MB',
  'listen_addresses=',
  'log_min_messages=fatal',
  'log_min_error_statement=panic',
];

/**
 * Makes a database, runs it, and removes both when its standard input closes: whoever started it let go, or was killed. In a
 * session of its own, so that what ends its parent does not end it.
 */
const KEEPER = `
umask 077
trap '' INT TERM HUP
bin=$1; dir=$2; shift 2
"$bin/initdb" -D "$dir/data" -U drill --auth=trust --no-sync --encoding=UTF8 --locale=C > "$dir/log" 2>&1 && {
  "$bin/postgres" -D "$dir/data" -k "$dir" "$@" >> "$dir/log" 2>&1 &
  server=$!
  cat > /dev/null
  kill -QUIT "$server" 2> /dev/null
  wait "$server"
}
rm -rf "$dir"
`;

/**
 * Starts a PostgreSQL in a folder of its own, reached by a socket in that folder alone, with an empty database `events`.
 *
 * @param dir where its folder is made; null: in memory
 * @throws FailureError when it does not come up
 */
export async function throwAwayPostgres(
  programs: PostgresPrograms,
  dir: string | null,
): Promise<ThrowAwayPostgres> {
  const owner = notRoot();
  const where = createWorkDir(dir, owner);
  const { path } = where;
  const keeper = spawn(
    'sh',
    ['-c', KEEPER, 'sh', programs.bin, path, ...SETTINGS.flatMap((one) => ['-c', one])],
    {
      ...owner,
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    },
  );
  const ended = once(keeper, 'exit');
  const connection = ['-h', path, '-U', 'drill'];
  const stop = async (): Promise<string[]> => {
    keeper.stdin.end();
    await ended;
    return existsSync(path) ? [path] : [];
  };
  const ask = async (database: string, sql: string): Promise<string> => {
    const args = ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', ...connection, '-d', database, '-f', '-'];
    const asked = promisify(execFile)(join(programs.bin, 'psql'), args, {
      cwd: '/',
      maxBuffer: 1 << 30,
      env: { PATH: process.env['PATH'], LC_ALL: 'C', PGTZ: 'UTC' },
    });
    asked.child.stdin?.on('error', () => undefined).end(sql);
    return (await asked).stdout;
  };
  try {
    await ready(
      () => ask('postgres', 'CREATE DATABASE events'),
      keeper.exitCode === null ? ended : null,
      path,
    );
  } catch (error) {
    const log = existsSync(join(path, 'log')) ? readFileSync(join(path, 'log'), 'utf8') : '';
    await stop();
    const why = log.trim().split('\n').at(-1) ?? '';
    throw new FailureError('unreachable', `The throw-away PostgreSQL did not start in ${path}: ${why}`, {
      cause: error,
    });
  }
  return {
    ...{ programs, where, connection, owner, stop },
    ask: (sql) => ask('events', sql),
  };
}

/** A server tells nobody that it is ready; it can only be asked again. */
async function ready(
  ask: () => Promise<unknown>,
  ended: Promise<unknown> | null,
  path: string,
): Promise<void> {
  let over = ended === null;
  void ended?.then(() => (over = true));
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (over || performance.now() > deadline) throw error;
      // The socket appears when it listens.
      await wait(existsSync(join(path, '.s.PGSQL.5432')) ? 20 : 50);
    }
  }
}

function notRoot(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  try {
    const id = (option: string) =>
      Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: id('-u'), gid: id('-g') };
  } catch (error) {
    throw new FailureError(
      'missing',
      'PostgreSQL refuses to run as root, and there is no user postgres: run the drill as another user.',
      {
        cause: error,
      },
    );
  }
}
