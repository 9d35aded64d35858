import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** The built program as processes of this machine. */
export interface RegistryProcess {
  /** Runs `init` or `reindex` to its end. Throws with what it wrote when it fails. */
  run(command: 'init' | 'reindex'): Promise<void>;
  /** Starts the server and resolves when it listens. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** `logFile` takes everything that the processes write. */
export function registryProcess(programDir: string, configPath: string, logFile: string): RegistryProcess {
  let server: ChildProcess | null = null;

  /** Hands each piece of output to `read` as well. */
  const launch = (command: string, read: (output: string) => void): ChildProcess => {
    const child = spawn(process.execPath, [join(programDir, 'registry.mjs'), command], {
      env: { PATH: process.env['PATH'], REGISTRY_CONFIG: configPath },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        appendFileSync(logFile, chunk);
        read(chunk.toString());
      });
    }
    return child;
  };

  return {
    run: async (command) => {
      let written = '';
      const child = launch(command, (output) => (written += output));
      const [code] = (await once(child, 'close')) as [number | null];
      if (code !== 0) throw new Error(`registry ${command} ended with ${code}: ${written}`);
    },
    start: () =>
      new Promise((resolve, reject) => {
        let written = '';
        const child = launch('serve', (output) => {
          if (written.includes('listening\n')) return;
          written += output;
          if (written.includes('listening\n')) resolve();
        });
        child.once('close', () => reject(new Error(`the registry does not listen: ${written}`)));
        server = child;
      }),
    stop: async () => {
      if (server === null || server.exitCode !== null) return;
      const ended = once(server, 'close');
      server.kill('SIGTERM');
      await ended;
    },
  };
}
