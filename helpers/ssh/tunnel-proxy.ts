import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { FailureError } from '../base/outcome.ts';

/** Makes a connection to a host and port from somewhere else. */
export type Dial = (host: string, port: number) => Promise<Duplex>;

export interface TunnelProxy {
  /** `http://127.0.0.1:port`. */
  url: string;
  close: () => Promise<void>;
}

/**
 * A web proxy on this machine's loopback whose connections are made by `dial`: for API and browser alike, names are looked up at
 * the far end. As with “ssh -D”, other users of this machine could use it while it is open.
 */
export async function tunnelProxy(dial: Dial): Promise<TunnelProxy> {
  const open = new Set<Duplex>();
  const tracked = (stream: Duplex): Duplex => {
    open.add(stream);
    stream.once('close', () => open.delete(stream));
    // Either end may hang up; the other end's stream then closes too.
    stream.on('error', () => stream.destroy());
    return stream;
  };
  const server = createServer((asked, answer) => void passOn(asked, answer, dial));
  server.on('connect', (asked: IncomingMessage, client: Duplex, head: Buffer) => {
    tracked(client);
    void tunnel(asked.url ?? '', dial).then(
      (far) => {
        tracked(far);
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        if (head.length > 0) far.write(head);
        client.pipe(far).pipe(client);
        client.once('close', () => far.destroy());
        far.once('close', () => client.destroy());
      },
      (error: unknown) => client.end(refusal(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      for (const stream of open) stream.destroy();
      await closed;
    },
  };
}

async function tunnel(authority: string, dial: Dial): Promise<Duplex> {
  const { hostname, port } = new URL(`tunnel://${authority}`);
  return dial(hostname.replace(/^\[|\]$/g, ''), Number(port));
}

/** A request for a plain http address; browsers ask the proxy itself for those. */
async function passOn(asked: IncomingMessage, answer: ServerResponse, dial: Dial): Promise<void> {
  try {
    const url = new URL(asked.url ?? '');
    const far = await dial(url.hostname.replace(/^\[|\]$/g, ''), Number(url.port || 80));
    const ours = Object.entries(asked.headers).filter(([name]) => !name.startsWith('proxy-'));
    const passed = request({
      createConnection: () => far,
      method: asked.method,
      path: `${url.pathname}${url.search}`,
      headers: { ...Object.fromEntries(ours), connection: 'close' },
      setHost: false,
    });
    passed.once('response', (got) => {
      answer.writeHead(got.statusCode ?? 502, got.rawHeaders);
      got.pipe(answer);
    });
    passed.once('error', () => answer.destroy());
    answer.once('close', () => far.destroy());
    asked.pipe(passed);
  } catch (error) {
    answer.writeHead(502, { 'content-type': 'text/plain' }).end(whyOf(error));
  }
}

const whyOf = (error: unknown): string => (error instanceof FailureError ? error.message : 'no connection');

const refusal = (error: unknown): string =>
  `HTTP/1.1 502 ${whyOf(error).replace(/[^\x20-\x7e]+/g, ' ')}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`;
