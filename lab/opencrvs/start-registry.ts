import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleRegistry } from './bundle.ts';
import type { RegistryConfigInput, RegistryUser } from './config.ts';
import { freePort } from '../setup/free-port.ts';
import { registryProcess } from './registry-process.ts';
import { temporaryPostgres, type TemporaryPostgres } from '../setup/temporary-postgres.ts';
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

/** One bundle serves every fake of this process; it goes when the process does. */
let bundled: Promise<string> | undefined;

async function bundleOnce(): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'registry-program-'));
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  await bundleRegistry(dir);
  return dir;
}

/** A fake on this machine: bundled, initialised and listening on free ports of 127.0.0.1. */
export async function startRegistry(options: RegistryOptions = {}): Promise<StartedRegistry> {
  bundled ??= bundleOnce();
  const programDir = await bundled;
  const dir = mkdtempSync(join(tmpdir(), 'registry-'));
  mkdirSync(join(dir, 'elasticsearch'));
  const postgres = options.postgres ?? (await temporaryPostgres());
  const config = await configuration(dir, postgres, options);
  const configPath = join(dir, 'registry.json');
  const logFile = join(dir, 'registry.log');
  const program = registryProcess(programDir, configPath, logFile);
  const writeConfig = () => writeFileSync(configPath, JSON.stringify(config));
  const stop = async () => {
    await program.stop();
    if (options.postgres === undefined) await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    writeConfig();
    await program.run('init');
    await program.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    urls: config.publicUrls,
    config,
    postgres,
    logFile,
    restart: async (changes = {}) => {
      await program.stop();
      Object.assign(config, changes);
      writeConfig();
      await program.start();
    },
    reindex: () => program.run('reindex'),
    stop,
  };
}

async function configuration(
  dir: string,
  postgres: TemporaryPostgres,
  options: RegistryOptions,
): Promise<RegistryConfigInput> {
  const listen = {
    login: await freePort(),
    client: await freePort(),
    gateway: await freePort(),
    files: await freePort(),
  };
  const origin = (name: keyof typeof listen) => `http://127.0.0.1:${listen[name]}`;
  return {
    environment: options.environment ?? 'production',
    listen,
    publicUrls: {
      login: origin('login'),
      client: origin('client'),
      gateway: origin('gateway'),
      files: origin('files'),
    },
    postgres: { host: postgres.host, port: postgres.port, user: postgres.user, database: 'events' },
    objectsDir: join(dir, 'minio'),
    indexFile: join(dir, 'elasticsearch', 'events.json'),
    s3: { accessKey: 'minio', secretKey: 'minio-secret' },
    users: [...(options.users ?? FARAJALAND_USERS)],
    ...options.config,
  };
}
