import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleRegistry } from './bundle.ts';
import type { RegistryConfigInput, RegistryUser } from './config.ts';
import { freePort } from './free-port.ts';
import { temporaryPostgres, type TemporaryPostgres } from './temporary-postgres.ts';
import { FARAJALAND_USERS } from './users.ts';

export interface RegistryOptions {
  users?: readonly RegistryUser[];
  environment?: 'production' | 'staging';
  /** Runs on this server, in a database of its own, instead of a temporary one. */
  postgres?: TemporaryPostgres;
  /** Changes to the configuration before it is written. */
  config?: Partial<RegistryConfigInput>;
}

export interface StartedRegistry {
  urls: RegistryConfigInput['publicUrls'];
  config: RegistryConfigInput;
  postgres: TemporaryPostgres;
  /** Everything that it wrote on standard output and error. */
  logFile: string;
  /** Stops the server and starts it again on the same ports, with `changes` to its configuration. */
  restart(changes?: Partial<RegistryConfigInput>): Promise<void>;
  /** The command-line `reindex`. */
  reindex(): Promise<void>;
  /** Ends it, and PostgreSQL when it was its own, and removes what it stored. */
  stop(): Promise<void>;
}

/** One bundle serves every stand-in of this process; it goes when the process does. */
let bundled: Promise<string> | undefined;

async function bundleOnce(): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'registry-program-'));
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  await bundleRegistry(dir);
  return dir;
}

/** A stand-in on this machine: bundled, initialised and listening on free ports of 127.0.0.1. */
export async function startRegistry(options: RegistryOptions = {}): Promise<StartedRegistry> {
  const dir = mkdtempSync(join(tmpdir(), 'registry-'));
  bundled ??= bundleOnce();
  const [postgres, programDir] = await Promise.all([options.postgres ?? temporaryPostgres(), bundled]);
  mkdirSync(join(dir, 'elasticsearch'));
  const [login, client, gateway, files] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const origin = (port: number) => `http://127.0.0.1:${port}`;
  const config: RegistryConfigInput = {
    environment: options.environment ?? 'production',
    listen: { login, client, gateway, files },
    publicUrls: {
      login: origin(login),
      client: origin(client),
      gateway: origin(gateway),
      files: origin(files),
    },
    postgres: { host: postgres.host, port: postgres.port, user: postgres.user, database: 'events' },
    objectsDir: join(dir, 'minio'),
    indexFile: join(dir, 'elasticsearch', 'events.json'),
    s3: { accessKey: 'minio', secretKey: 'minio-secret' },
    users: [...(options.users ?? FARAJALAND_USERS)],
    ...options.config,
  };
  const configPath = join(dir, 'registry.json');
  const logFile = join(dir, 'registry.log');
  const log = createWriteStream(logFile);
  const writeConfig = () => writeFileSync(configPath, JSON.stringify(config));

  const run = (command: string): ChildProcess => {
    const child = spawn(process.execPath, [join(programDir, 'registry.mjs'), command], {
      env: { PATH: process.env.PATH, REGISTRY_CONFIG: configPath },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    return child;
  };
  const runToEnd = async (command: string) => {
    const [code] = (await once(run(command), 'exit')) as [number | null];
    if (code !== 0) throw new Error(`registry ${command} ended with ${code}; see ${logFile}`);
  };

  writeConfig();
  await runToEnd('init');
  let server = run('serve');
  await listening(server);
  const stopServer = async () => {
    if (server.exitCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
  };
  return {
    urls: config.publicUrls,
    config,
    postgres,
    logFile,
    restart: async (changes = {}) => {
      await stopServer();
      Object.assign(config, changes);
      writeConfig();
      server = run('serve');
      await listening(server);
    },
    reindex: () => runToEnd('reindex'),
    stop: async () => {
      await stopServer();
      log.end();
      if (options.postgres === undefined) await postgres.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Resolves when the server says that it listens; it must not end before. */
function listening(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (!output.includes('listening\n')) return;
      server.stdout?.off('data', read);
      resolve();
    };
    server.stdout?.on('data', read);
    server.once('exit', () => reject(new Error('the registry ended before it listened')));
  });
}
