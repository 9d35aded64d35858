import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall } from './apt.ts';
import { announceOnStderr, type Announce } from './step.ts';

/** Debian keeps the server's programs out of the path, a directory for each version. */
const ROOT = '/usr/lib/postgresql';

/** The folder with the programs of the newest PostgreSQL server on this machine; null: there is none. */
export function postgresPrograms(): string | null {
  const versions = existsSync(ROOT) ? readdirSync(ROOT).sort((a, b) => Number(b) - Number(a)) : [];
  const newest = versions.find((version) => existsSync(join(ROOT, version, 'bin', 'initdb')));
  return newest === undefined ? null : join(ROOT, newest, 'bin');
}

/**
 * Makes sure that there is a PostgreSQL server to try the fake OpenCRVS on, outside the lab's hosts.
 *
 * @throws SetupError with what to install
 */
export async function ensurePostgres(announce: Announce = announceOnStderr): Promise<void> {
  if (postgresPrograms() !== null) return;
  await aptInstall(['postgresql'], 'for the tests of the fake OpenCRVS', announce);
}
