import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client, type ConnectConfig } from 'ssh2';
import type { SshConfig } from '../config/load-config.ts';
import { expandHome } from '../config/secret-value.ts';
import { TroubleError } from '../outcome.ts';
import { answersToPrompts } from './second-factor.ts';

const READY_TIMEOUT_MS = 20_000;

/**
 * Logs in with the key and, where the host asks, the authenticator's code. Only the pinned host key is accepted.
 *
 * @throws TroubleError with one sentence that says what to do
 */
export async function connect(name: string, config: SshConfig): Promise<Client> {
  const privateKey = readKey(name, config);
  const client = new Client();
  let offered: string | null = null;
  const settings: ConnectConfig = {
    host: config.host,
    port: config.port,
    username: config.user,
    privateKey,
    ...(config.keyPassphrase === null ? {} : { passphrase: config.keyPassphrase }),
    readyTimeout: READY_TIMEOUT_MS,
    keepaliveInterval: 15_000,
    keepaliveCountMax: 4,
    tryKeyboard: true,
    hostVerifier: (key: Buffer) => {
      offered = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
      return sameText(offered, config.hostKey.replace(/=+$/, ''));
    },
  };
  return new Promise((resolve, reject) => {
    let question: string | null = null;
    client.on('keyboard-interactive', (_title, _instructions, _language, prompts, finish) => {
      const texts = prompts.map(({ prompt }) => prompt);
      const answers = answersToPrompts(texts, config.totpSecret);
      if (answers === null) question = texts.join(' ').trim();
      finish(answers ?? []);
    });
    client.once('ready', () => {
      client.removeAllListeners('error').on('error', () => client.end());
      resolve(client);
    });
    client.once('error', (error) => {
      client.end();
      reject(explain(name, config, error, offered, question));
    });
    try {
      client.connect(settings);
    } catch (error) {
      reject(explain(name, config, error as Error, offered, question));
    }
  });
}

function readKey(name: string, { keyFile }: SshConfig): Buffer {
  try {
    return readFileSync(expandHome(keyFile));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw new TroubleError('refused', `The SSH key for ${name}, ${keyFile}, cannot be read (${code}).`, {
      cause: error,
    });
  }
}

function explain(
  name: string,
  config: SshConfig,
  error: Error & { level?: string; code?: string },
  offered: string | null,
  question: string | null,
): TroubleError {
  const where = `${name} (${config.user}@${config.host}:${config.port})`;
  const because = (trouble: 'refused' | 'unreachable', text: string) =>
    new TroubleError(trouble, text, { cause: error });
  if (offered !== null && offered !== config.hostKey.replace(/=+$/, '')) {
    return because(
      'refused',
      `${where} showed host key ${offered} instead of the pinned ${config.hostKey}. If the host was not reinstalled, somebody stands in between. Compare the key on the host's console before changing the setting.`,
    );
  }
  if (/passphrase|encrypted/i.test(error.message)) {
    return because(
      'refused',
      `The SSH key for ${where} is encrypted and its passphrase is missing or wrong.`,
    );
  }
  if (/privateKey|key format/i.test(error.message)) {
    return because(
      'refused',
      `The SSH key for ${where}, ${config.keyFile}, is not a private key that can be used.`,
    );
  }
  if (error.level === 'client-authentication') {
    return because(
      'refused',
      question === null
        ? `${where} refused the login: check the user, that its authorized_keys holds this key, and the clock if it uses an authenticator.`
        : `${where} asks “${question}” as a second factor and no authenticator secret is configured for it.`,
    );
  }
  if (error.level === 'client-timeout' || error.code === 'ETIMEDOUT') {
    return because(
      'unreachable',
      `${where} did not answer within ${READY_TIMEOUT_MS / 1000} s: firewall, VPN or wrong address.`,
    );
  }
  return because('unreachable', `${where} cannot be reached: ${error.message}`);
}

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
