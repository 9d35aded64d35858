import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FailureError } from '../base/outcome.ts';

/** The programs of a PostgreSQL server and its clients, all of one version. */
export interface PostgresPrograms {
  bin: string;
  /** `15.18`. */
  version: string;
  major: number;
}

/** Debian keeps the server's programs out of the path, a folder for each version. */
const ROOT = '/usr/lib/postgresql';
const NEEDED = ['initdb', 'postgres', 'pg_restore', 'psql'] as const;

/**
 * The PostgreSQL for a drill: the configured one, else the newest on this machine.
 *
 * @throws FailureError `missing` with what to install
 */
export function postgresPrograms(configured: string | null, root = ROOT): PostgresPrograms {
  const folders = configured === null ? newestFirst(root) : [configured];
  const bin = folders.find((folder) => NEEDED.every((program) => existsSync(join(folder, program))));
  if (bin === undefined)
    throw new FailureError(
      'missing',
      configured === null
        ? 'No PostgreSQL server is installed here, and the drill restores into one: install it (Debian: apt install postgresql), or set DRILL_POSTGRES_BIN.'
        : `DRILL_POSTGRES_BIN, ${configured}, lacks one of ${NEEDED.join(', ')}.`,
    );
  const said = execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' });
  const version = /(\d+(?:\.\d+)?)/.exec(said)?.[1] ?? '0';
  return { bin, version, major: Number.parseInt(version, 10) };
}

const newestFirst = (root: string): string[] =>
  (existsSync(root) ? readdirSync(root) : [])
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, 'bin'));
