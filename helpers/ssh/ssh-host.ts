import { Readable, type Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import type { SshConfig } from '../config/load-config.ts';
import { FailureError } from '../base/outcome.ts';
import { within } from '../base/within.ts';
import { createChannels } from './channels.ts';
import { collect } from './collect.ts';
import { connect, forward, type Connection } from './connect.ts';
import type { CommandExit, CommandOptions, CommandResult, Host } from './host.ts';
import type { LoginLedger } from './login-ledger.ts';
import { shellCommand } from './shell-quote.ts';
import { sudoRefusal } from './sudo-refusal.ts';

const DEFAULT_TIMEOUT_MS = 60_000;
const STDERR_KEPT = 64 * 1024;
/** A host that is well opens a session within a second. */
const OPEN_MS = 30_000;

/** A host over SSH, which can also be a way to others. */
export interface SshHost extends Host {
  /** A connection to another machine from the host, or from the last jump host before it. */
  dial(from: 'host' | 'jump', to: { host: string; port: number }): Promise<Duplex>;
}

/**
 * A host over one SSH connection, opened at the first command and held: every login raises an alert on OpenCRVS's hosts. A
 * connection that broke is opened anew by the next command.
 *
 * @param ledger told of every login, and may forbid one
 */
export function sshHost(
  name: string,
  config: SshConfig,
  ledger?: LoginLedger,
  { openMs = OPEN_MS }: { openMs?: number } = {},
): SshHost {
  let connection: Promise<Connection> | null = null;
  const channels = createChannels();
  const login = async (): Promise<Connection> => {
    ledger?.before(name);
    const made = await connect(name, config).catch((error: unknown) => {
      if (isRefusal(error)) ledger?.made(name);
      throw error;
    });
    ledger?.made(name);
    made.client.once('close', () => (connection = null));
    return made;
  };
  // A refused login is not repeated within this process: fail2ban counts them.
  const connected = (): Promise<Connection> => {
    const trying = (connection ??= login());
    trying.catch((error: unknown) => {
      if (connection === trying && !isRefusal(error)) connection = null;
    });
    return trying;
  };

  const stream = async (argv: readonly string[], options: CommandOptions = {}) => {
    const { client } = await connected();
    const withSudo = options.sudo === true && config.sudo;
    const spoken = options.locale === 'own' ? [] : ['env', 'LC_ALL=C'];
    const command = shellCommand([...spoken, ...(withSudo ? ['sudo', '-n', '--'] : []), ...argv]);
    const late = () => {
      // A host that answers keepalives and nothing else: the next command tries a new connection.
      client.destroy();
      return new FailureError(
        'unreachable',
        `${name} opened no session for a command within ${openMs / 1000} s.`,
      );
    };
    const { channel, done } = await channels.open(name, () =>
      within(
        openMs,
        openChannel(client, command, (opened, closed) => exitOf(name, argv, opened, closed, options)),
        late,
      ),
    );
    sendInput(channel, options.stdin);
    return { stdout: channel as Readable, done };
  };

  return {
    name,
    stream,
    run: async (argv, options = {}): Promise<CommandResult> => {
      const { stdout, done } = await stream(argv, { timeoutMs: DEFAULT_TIMEOUT_MS, ...options });
      const [text, exit] = await Promise.all([collect(stdout, name, options.maxBytes), done]);
      // Callers may do without: a refusal by sudo is a result too, in words of ours.
      const refusal =
        options.sudo === true && config.sudo ? sudoRefusal(name, config.user, argv, exit) : null;
      if (refusal !== null) return { ...exit, stdout: text, stderr: `sudo: ${refusal}` };
      return { ...exit, stdout: text };
    },
    dial: async (from, to) => {
      const { client, jump } = await connected();
      if (from === 'host') return forward(name, config, client, to);
      const hop = config.jump.at(-1);
      if (jump === null || hop === undefined) throw new Error(`${name} has no jump host`);
      return forward(`${name}'s jump host`, hop, jump, to);
    },
    close: async () => {
      const open = await connection?.catch(() => null);
      if (!open) return;
      await new Promise<void>((resolve) => {
        open.client.once('close', resolve);
        open.end();
      });
    },
  };
}

const isRefusal = (error: unknown): boolean => error instanceof FailureError && error.reason === 'refused';

interface OpenChannel {
  channel: ClientChannel;
  closed: Promise<void>;
  done: Promise<CommandExit>;
}

/** `watch` is called at once: the exit of a short command may come in the same packet as the channel. */
async function openChannel(
  client: Client,
  command: string,
  watch: (channel: ClientChannel, closed: Promise<void>) => Promise<CommandExit>,
): Promise<OpenChannel> {
  let lost = () => {};
  try {
    return await new Promise((resolve, reject) => {
      lost = () => reject(new Error('the connection was lost'));
      client.once('close', lost);
      client.exec(command, (error, channel) => {
        if (error) return reject(error);
        const closed = new Promise<void>((settle) => channel.once('close', () => settle()));
        resolve({ channel, closed, done: watch(channel, closed) });
      });
    });
  } finally {
    client.off('close', lost);
  }
}

function sendInput(channel: ClientChannel, input: CommandOptions['stdin']): void {
  if (input instanceof Readable) input.pipe(channel.stdin);
  else channel.stdin.end(input ?? '');
}

function exitOf(
  name: string,
  argv: readonly string[],
  channel: ClientChannel,
  closed: Promise<void>,
  { timeoutMs }: CommandOptions,
): Promise<CommandExit> {
  const startedAt = performance.now();
  let stderr = '';
  channel.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT);
  });
  return new Promise((resolve, reject) => {
    const expire = () => {
      // The command's name only: its arguments may be long and are of no help.
      const error = new FailureError(
        'unreachable',
        `${name}: ${argv[0] ?? ''} did not end within ${(timeoutMs ?? 0) / 1000} s.`,
      );
      channel.signal('KILL');
      channel.destroy();
      reject(error);
    };
    const timer = timeoutMs === undefined ? undefined : setTimeout(expire, timeoutMs);
    let code: number | null = null;
    let signal: string | null = null;
    channel.once('exit', (exitCode: number | null, exitSignal?: string) => {
      code = exitCode;
      signal = exitSignal ?? null;
    });
    void closed.then(() => {
      clearTimeout(timer);
      resolve({ code, signal, stderr, durationMs: Math.round(performance.now() - startedAt) });
    });
  });
}
