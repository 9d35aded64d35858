import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A way to a gateway on which replies get lost: the server has done what it was asked, and nobody hears of it. */
export interface CuttingProxy extends AsyncDisposable {
  url: string;
  /** Paths asked for, in order, without the query. */
  asked: string[];
  /** Loses the next replies to paths that end so. */
  lose(pathEnd: string, times?: number): void;
  /** Called with the path before a request is passed on. */
  onAsked: (path: string) => void;
}

export async function cuttingProxy(gatewayUrl: string): Promise<CuttingProxy> {
  const target = new URL(gatewayUrl);
  const losses = new Map<string, number>();
  const server = createServer((incoming, outgoing) => {
    const path = (incoming.url ?? '').split('?')[0] ?? '';
    proxy.asked.push(path);
    proxy.onAsked(path);
    const onward = request(
      {
        host: target.hostname,
        port: target.port,
        path: incoming.url,
        method: incoming.method,
        headers: incoming.headers,
      },
      (answer) => {
        void bytesOf(answer).then((bytes) => {
          if (isLost(path)) incoming.socket.destroy();
          else outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(bytes);
        });
      },
    );
    onward.on('error', () => incoming.socket.destroy());
    incoming.pipe(onward);
  });
  const isLost = (path: string): boolean => {
    const rule = [...losses].find(([end, times]) => times > 0 && path.endsWith(end));
    if (rule === undefined) return false;
    losses.set(rule[0], rule[1] - 1);
    return true;
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: CuttingProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    lose: (pathEnd, times = 1) => void losses.set(pathEnd, times),
    onAsked: () => undefined,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return proxy;
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
