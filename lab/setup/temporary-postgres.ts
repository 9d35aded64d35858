import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, chownSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { postgresPrograms } from './postgres.ts';
import { freePort } from './free-port.ts';

export interface TemporaryPostgres {
  host: string;
  port: number;
  user: string;
  /** Directory with the server's and client's programs. */
  binDir: string;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 20_000;

/** A PostgreSQL server of one's own in a temporary directory, without any care for a power cut. */
export async function temporaryPostgres(): Promise<TemporaryPostgres> {
  const binDir = programsDir();
  const dir = mkdtempSync(join(tmpdir(), 'registry-postgres-'));
  const owner = notRoot();
  if (owner.uid !== undefined) chownSync(dir, owner.uid, owner.gid ?? owner.uid);
  chmodSync(dir, 0o700);
  const data = join(dir, 'data');
  const initdb = ['-D', data, '-U', 'events', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'];
  execFileSync(join(binDir, 'initdb'), initdb, { ...owner, stdio: 'ignore', cwd: dir });

  const port = await freePort();
  const settings = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', `port=${port}`];
  settings.push('listen_addresses=127.0.0.1', `unix_socket_directories=${dir}`);
  const server = spawn(join(binDir, 'postgres'), ['-D', data, ...settings.flatMap((one) => ['-c', one])], {
    ...owner,
    cwd: dir,
    stdio: 'ignore',
  });
  const ended = once(server, 'exit');
  const running = { host: '127.0.0.1', port, user: 'events' };
  const stop = async () => {
    server.kill('SIGINT');
    await ended;
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await accepting(binDir, port);
    execFileSync(join(binDir, 'createdb'), ['-h', '127.0.0.1', '-p', String(port), '-U', 'events', 'events']);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...running, binDir, stop };
}

async function accepting(binDir: string, port: number): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const asked = spawn(join(binDir, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]);
    const [code] = (await once(asked, 'exit')) as [number];
    if (code === 0) return;
    if (performance.now() > deadline) throw new Error('PostgreSQL did not accept connections');
    // The server tells nobody that it is ready; it can only be asked again.
    await pause(20);
  }
}

function programsDir(): string {
  const programs = postgresPrograms();
  if (programs === null)
    throw new Error('PostgreSQL is not installed: “npm test” and “npm run contract” install it');
  return programs;
}

/** PostgreSQL refuses to run as root: then as its own user. */
function notRoot(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (option: string) => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
