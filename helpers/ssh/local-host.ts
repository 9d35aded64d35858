import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { FailureError } from '../base/outcome.ts';
import { collect } from './collect.ts';
import type { CommandExit, CommandOptions, Host } from './host.ts';

/**
 * This machine as a host: for archives at hand and for commands that need no SSH.
 *
 * @param env the commands' environment; default: this process's own
 */
export function localHost(name = 'this machine', env?: NodeJS.ProcessEnv): Host {
  const stream = (argv: readonly string[], options: CommandOptions = {}) => {
    const [file = 'true', ...args] = options.sudo === true ? ['sudo', '-n', '--', ...argv] : argv;
    const spoken = options.locale === 'own' ? env : { ...(env ?? process.env), LC_ALL: 'C' };
    const startedAt = performance.now();
    const child = spawn(file, args, { stdio: 'pipe', timeout: options.timeoutMs, env: spoken });
    let stderr = '';
    child.stderr
      .setEncoding('utf8')
      .on('data', (text: string) => (stderr = (stderr + text).slice(-64 * 1024)));
    // A command that does not read its input closes the pipe early; its exit code says what matters.
    child.stdin.on('error', () => undefined);
    if (options.stdin instanceof Readable) options.stdin.pipe(child.stdin);
    else child.stdin.end(options.stdin ?? '');
    const done = new Promise<CommandExit>((resolve, reject) => {
      child.once('error', (error) => reject(new FailureError('unreachable', `${name}: ${error.message}`)));
      child.once('close', (code, signal) =>
        resolve({ code, signal, stderr, durationMs: Math.round(performance.now() - startedAt) }),
      );
    });
    return Promise.resolve({ stdout: child.stdout, done });
  };
  return {
    name,
    stream,
    run: async (argv, options) => {
      const { stdout, done } = await stream(argv, { timeoutMs: 60_000, ...options });
      const [text, exit] = await Promise.all([collect(stdout, name, options?.maxBytes), done]);
      return { ...exit, stdout: text };
    },
    close: () => Promise.resolve(),
  };
}
