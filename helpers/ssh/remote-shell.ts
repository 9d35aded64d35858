import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { CommandExit, Host } from './host.ts';

const CLIENT = fileURLToPath(new URL('remote-shell-client.mjs', import.meta.url));

/** A remote shell for programs that want one to start, such as rsync. */
export interface RemoteShell {
  /** The program and its arguments, to be followed by a host name, which is not looked at, and a command. */
  command: readonly string[];
  /** How the last command on the host ended; null: none has, or it could not be started (then `failure` says why). */
  lastExit: () => CommandExit | null;
  failure: () => Error | null;
  close: () => Promise<void>;
}

/**
 * Lets another program run commands on a host over the connection that is held: one login with its pinned host key, jump hosts
 * and second factor, instead of another one by another client. The socket lies in a folder of this user alone.
 */
export async function remoteShell(host: Host): Promise<RemoteShell> {
  const dir = mkdtempSync(join(tmpdir(), 'remote-shell-'));
  const path = join(dir, 'socket');
  let lastExit: CommandExit | null = null;
  let failure: Error | null = null;
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    void serve(host, socket).then(
      (exit) => (lastExit = exit),
      (error: unknown) => {
        failure = error instanceof Error ? error : new Error(String(error));
        socket.destroy();
      },
    );
  });
  server.listen(path);
  await once(server, 'listening');
  return {
    command: [process.execPath, CLIENT, path],
    lastExit: () => lastExit,
    failure: () => failure,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function serve(host: Host, socket: Socket): Promise<CommandExit> {
  const argv = await firstLine(socket);
  const { stdout, done } = await host.stream(argv, { stdin: socket });
  // A program that stopped early closes the socket; the command then loses its input and ends.
  await pipeline(stdout, socket).catch(() => stdout.destroy());
  return done;
}

/** The command as JSON; what follows it stays in the socket. */
async function firstLine(socket: Socket): Promise<string[]> {
  let line = Buffer.alloc(0);
  for (;;) {
    const chunk = socket.read() as Buffer | null;
    if (chunk === null) {
      await Promise.race([once(socket, 'readable'), once(socket, 'close')]);
      if (socket.destroyed) throw new Error('the program that wanted a remote shell ended at once');
      continue;
    }
    line = Buffer.concat([line, chunk]);
    const end = line.indexOf(0x0a);
    if (end < 0) continue;
    if (end + 1 < line.length) socket.unshift(line.subarray(end + 1));
    return JSON.parse(line.subarray(0, end).toString('utf8')) as string[];
  }
}
