import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_CONFIG_PATH, registryConfig, type RegistryConfig } from '../config.ts';
import { signingKey } from './auth/signing-key.ts';
import { tokensSignedWith } from './auth/token.ts';
import { initDatabase } from './database/init.ts';
import { openDatabase } from './database/pool.ts';
import { BUCKET } from './files/object-store.ts';
import { playCountry } from '../forms/current-form.ts';
import { serve } from './serve.ts';

const configPath = process.env.REGISTRY_CONFIG ?? DEFAULT_CONFIG_PATH;
const readConfig = (): RegistryConfig => {
  const config = registryConfig.parse(JSON.parse(readFileSync(configPath, 'utf8')));
  playCountry(config.form);
  return config;
};
const readKey = () => signingKey(join(dirname(configPath), 'auth-key.pem'));

/** Schema, places, users and the bucket; may be run again. */
async function init(): Promise<void> {
  const config = readConfig();
  readKey();
  mkdirSync(join(config.objectsDir, BUCKET), { recursive: true });
  const database = openDatabase(config.postgres);
  await initDatabase(database, config);
  await database.end();
  console.log('initialised');
}

/** Asks the running server to rebuild its search index from the tables. */
async function reindex(): Promise<void> {
  const config = readConfig();
  const token = tokensSignedWith(readKey()).issue({
    id: '00000000-0000-8000-a000-000000000000',
    role: 'REINDEX',
    scopes: ['type=record.reindex'],
  });
  const response = await fetch(`http://127.0.0.1:${config.listen.gateway}/events/events/reindex`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  console.log(`reindex: HTTP ${response.status} ${await response.text()}`);
  if (!response.ok) process.exitCode = 1;
}

async function start(): Promise<void> {
  const running = await serve(readConfig(), readKey(), dirname(fileURLToPath(import.meta.url)));
  console.log('listening');
  const stop = () => void running.stop().then(() => process.exit(0));
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

const commands: Record<string, () => Promise<void>> = { serve: start, init, reindex };
const command = commands[process.argv[2] ?? ''];
if (command === undefined) {
  console.error(`usage: node registry.mjs ${Object.keys(commands).join(' | ')}`);
  process.exitCode = 2;
} else {
  await command();
}
