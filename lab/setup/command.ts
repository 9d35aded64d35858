import { spawn } from 'node:child_process';

/** How a program of this machine ended. `code` is null when it could not be started or a signal ended it. */
export interface CommandEnd {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs a program of this machine to its end; never rejects: a program that is not there is an end without a
 * code.
 */
export function command(
  file: string,
  args: readonly string[],
  options: { timeoutMs?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<CommandEnd> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: options.env ?? process.env,
      ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', (error) => resolve({ code: null, stdout, stderr: error.message }));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Whether a program is on the PATH. */
export const installed = async (program: string): Promise<boolean> =>
  (await command('sh', ['-c', 'command -v "$1"', 'sh', program])).code === 0;
