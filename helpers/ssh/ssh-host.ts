import { Readable } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import type { SshConfig } from '../config/load-config.ts';
import { TroubleError } from '../outcome.ts';
import { collect } from './collect.ts';
import { connect } from './connect.ts';
import type { CommandExit, CommandOptions, CommandResult, Host } from './host.ts';
import { shellCommand } from './shell-quote.ts';

const DEFAULT_TIMEOUT_MS = 60_000;
const STDERR_KEPT = 64 * 1024;

/** A host over one SSH connection, opened at the first command and held: every login raises an alert on OpenCRVS's hosts. */
export function sshHost(name: string, config: SshConfig): Host {
  let connection: Promise<Client> | null = null;
  const connected = (): Promise<Client> => {
    connection ??= connect(name, config).then((client) => {
      client.once('close', () => (connection = null));
      return client;
    });
    // A failed login is not repeated: fail2ban counts them.
    return connection;
  };

  const start = async (argv: readonly string[], options: CommandOptions) => {
    const client = await connected();
    const command = shellCommand(options.sudo === true ? ['sudo', '-n', '--', ...argv] : argv);
    const channel = await new Promise<ClientChannel>((resolve, reject) => {
      client.exec(command, (error, opened) => {
        if (error)
          reject(new TroubleError('unreachable', `${name}: no session for a command: ${error.message}`));
        else resolve(opened);
      });
    });
    return { channel, done: exitOf(name, argv, channel, options) };
  };

  const stream = async (argv: readonly string[], options: CommandOptions = {}) => {
    const { channel, done } = await start(argv, options);
    sendInput(channel, options.stdin);
    return { stdout: channel as Readable, done };
  };

  return {
    name,
    stream,
    run: async (argv, options = {}): Promise<CommandResult> => {
      const { stdout, done } = await stream(argv, { timeoutMs: DEFAULT_TIMEOUT_MS, ...options });
      const [text, exit] = await Promise.all([collect(stdout), done]);
      return { ...exit, stdout: text };
    },
    close: async () => {
      const open = await connection?.catch(() => null);
      if (!open) return;
      await new Promise<void>((resolve) => {
        open.once('close', resolve);
        open.end();
      });
    },
  };
}

function sendInput(channel: ClientChannel, input: CommandOptions['stdin']): void {
  if (input instanceof Readable) input.pipe(channel.stdin);
  else channel.stdin.end(input ?? '');
}

function exitOf(
  name: string,
  argv: readonly string[],
  channel: ClientChannel,
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
      const error = new TroubleError(
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
    channel.once('close', () => {
      clearTimeout(timer);
      resolve({ code, signal, stderr, durationMs: Math.round(performance.now() - startedAt) });
    });
  });
}
