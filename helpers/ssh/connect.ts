import { readFileSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import ssh2 from 'ssh2';
import type {
  AnyAuthMethod,
  AuthenticationType,
  AuthHandlerMiddleware,
  Client,
  ConnectConfig,
  ParsedKey,
  ServerHostKeyAlgorithm,
} from 'ssh2';
import { fingerprintOf } from '../config/known-hosts.ts';
import type { SshConfig } from '../config/load-config.ts';
import { expandHome } from '../config/secret-value.ts';
import { FailureError } from '../base/outcome.ts';
import { safeText } from '../base/safe-text.ts';
import { within } from '../base/within.ts';
import { agentOf } from './agent.ts';
import { cipherOrder, hasNativeCiphers } from './ciphers.ts';
import { explainConnect, type Attempt } from './explain-connect.ts';
import { proxyCommand } from './proxy-command.ts';
import { answersToPrompts } from './second-factor.ts';

const READY_TIMEOUT_MS = 20_000;
/** As long as a connection to a host that drops packets takes to fail. */
const FORWARD_MS = 30_000;
/** A person or a command may need this long for the second factor. */
const WITH_QUESTION_TIMEOUT_MS = 150_000;

/** An open connection to a host, with those to the jump hosts before it. */
export interface Connection {
  client: Client;
  /** The last jump host before it; null: there is none. */
  jump: Client | null;
  /** Ends it and every hop. */
  end: () => void;
}

/**
 * Logs in with key or agent and, where the host asks, a second factor; over jump hosts where there are any. On every hop only
 * the known host keys are accepted.
 *
 * @throws TroubleError with one sentence that says what to do
 */
export async function connect(name: string, config: SshConfig): Promise<Connection> {
  const hops: Client[] = [];
  const end = () => hops.toReversed().forEach((hop) => hop.end());
  try {
    const command = (config.jump[0] ?? config).proxyCommand ?? null;
    let through: Duplex | null = command === null ? null : proxyCommand(command);
    for (const [index, hop] of config.jump.entries()) {
      const client = await login(`${name}'s jump host`, hop, through);
      hops.push(client);
      const next = config.jump[index + 1] ?? config;
      through = await forward(`${name}'s jump host`, hop, client, next);
    }
    const client = await login(name, config, through);
    hops.push(client);
    client.once('close', end);
    return { client, jump: hops.at(-2) ?? null, end };
  } catch (error) {
    end();
    throw error;
  }
}

/**
 * A connection from a host on to another one.
 *
 * @throws TroubleError `unreachable` with the reason that the host gives
 */
export function forward(
  name: string,
  { host }: Pick<SshConfig, 'host'>,
  client: Client,
  next: Pick<SshConfig, 'host' | 'port'>,
): Promise<Duplex> {
  const failed = (why: string) =>
    new FailureError(
      'unreachable',
      `${name} (${host}) does not get through to ${next.host}:${next.port}${why}`,
    );
  const opened = new Promise<Duplex>((resolve, reject) => {
    client.forwardOut('127.0.0.1', 0, next.host, next.port, (error, channel) => {
      if (error) reject(failed(`: ${error.message}`));
      else resolve(channel);
    });
  });
  return within(FORWARD_MS, opened, () => failed(` within ${FORWARD_MS / 1000} s.`));
}

function login(name: string, config: SshConfig, through: Duplex | null): Promise<Client> {
  const attempt: Attempt = { offered: null, question: null, codeSent: false };
  const key = readKey(name, config);
  const client = new ssh2.Client();
  // Each command that is being opened listens for the end of the connection.
  client.setMaxListeners(64);
  const settings: ConnectConfig = {
    ...(through === null ? { host: config.host, port: config.port } : { sock: through }),
    username: config.user,
    authHandler: authentication(config, key),
    tryKeyboard: true,
    readyTimeout: ['prompt', 'command'].includes(config.secondFactor.from)
      ? WITH_QUESTION_TIMEOUT_MS
      : READY_TIMEOUT_MS,
    keepaliveInterval: 15_000,
    keepaliveCountMax: 4,
    ...(config.agent === null ? {} : { agent: config.agent }),
    algorithms: { cipher: cipherOrder(hasNativeCiphers(), through !== null), ...hostKeyAlgorithms(config) },
    hostVerifier: (offered: Buffer) => {
      attempt.offered = { fingerprint: fingerprintOf(offered), type: typeOf(offered) };
      return config.hostKeys.includes(attempt.offered.fingerprint);
    },
  };
  return new Promise((resolve, reject) => {
    let failure: FailureError | null = null;
    const fail = (error: Error) => {
      client.end();
      reject(failure ?? explainConnect(name, config, error, attempt));
    };
    client.on('keyboard-interactive', (_title, _instructions, _language, prompts, finish) => {
      const texts = prompts.map(({ prompt }) => prompt);
      if (texts.length > 0) attempt.question = safeText(texts.join(' ').trim(), 200);
      answersToPrompts(texts, config.secondFactor, name).then(
        (answers) => {
          attempt.codeSent = texts.length > 0;
          finish(answers);
        },
        (error: unknown) => {
          // Answering wrongly would only be counted against us.
          failure = error instanceof FailureError ? error : null;
          fail(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
    client.once('ready', () => {
      client.removeAllListeners('error').on('error', () => client.end());
      resolve(client);
    });
    client.on('error', fail);
    // A host that hangs up without a word gives no error.
    client.once('close', () => fail(new Error('the connection was closed')));
    client.connect(settings);
  });
}

/** One key or the agent, then whatever the host asks: each further try would count as a failure for fail2ban. */
function authentication(config: SshConfig, key: ParsedKey | null): AuthHandlerMiddleware {
  const methods: AnyAuthMethod[] = [];
  const username = config.user;
  if (key !== null) methods.push({ type: 'publickey', username, key });
  else if (config.agent !== null)
    methods.push({ type: 'agent', username, agent: agentOf(config.agent, config.agentKey ?? null) });
  methods.push({ type: 'keyboard-interactive', username, prompt: () => undefined });
  // The types of ssh2 want the names only; it takes the whole methods, which is documented.
  return (left: AuthenticationType[] | null, partial: boolean | null, next) => {
    const method = methods.shift();
    const asks = left?.includes('keyboard-interactive') ?? true;
    const refused = method?.type === 'keyboard-interactive' && !(partial === true && asks);
    next(
      (method === undefined || refused
        ? false
        : method.type === 'keyboard-interactive'
          ? 'keyboard-interactive'
          : method) as never,
    );
  };
}

function hostKeyAlgorithms({ hostKeyTypes }: SshConfig): { serverHostKey?: ServerHostKeyAlgorithm[] } {
  if (hostKeyTypes === null || hostKeyTypes.length === 0) return {};
  // One RSA key is offered under several names, after the hash it signs with.
  const algorithms = hostKeyTypes.flatMap((type) =>
    type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'] : [type],
  );
  return { serverHostKey: [...new Set(algorithms)] as ServerHostKeyAlgorithm[] };
}

/** A public key begins with its type's name. */
const typeOf = (key: Buffer): string => key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1');

function readKey(name: string, { keyFile, keyPassphrase }: SshConfig): ParsedKey | null {
  if (keyFile === null) return null;
  const refused = (why: string, cause?: unknown) => new FailureError('refused', why, { cause });
  let content: Buffer;
  try {
    content = readFileSync(expandHome(keyFile));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw refused(`The SSH key for ${name}, ${keyFile}, cannot be read (${code}).`, error);
  }
  const parsed = ssh2.utils.parseKey(content, keyPassphrase ?? undefined);
  if (!(parsed instanceof Error)) return parsed;
  if (/passphrase|encrypted|integrity|decrypt/i.test(parsed.message)) {
    const what = keyPassphrase === null ? 'no passphrase is configured for it' : 'its passphrase is wrong';
    throw refused(`The SSH key for ${name}, ${keyFile}, is encrypted and ${what}.`);
  }
  throw refused(`The SSH key for ${name}, ${keyFile}, is not a private key that can be used.`);
}
