import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Environment } from '../../../helpers/opencrvs/environment.ts';
import { sessionOf } from '../../../helpers/opencrvs/api/session.ts';
import type { Session } from '../../../helpers/opencrvs/api/session.ts';
import recorded from './recorded.json' with { type: 'json' };

/** Answers recorded from OpenCRVS 2.0.0 (Farajaland), ids replaced by placeholders. */
export { recorded };

export interface Answer {
  status: number;
  body: unknown;
}

export interface Asked {
  method: string;
  path: string;
  authorization: string | undefined;
  body: string;
}

/** A server that gives the answers it was told to, by `METHOD /path` without the query, and remembers what it was asked. */
export interface Replay extends AsyncDisposable {
  url: string;
  asked: Asked[];
}

export type Routes = Record<string, Answer | ((asked: Asked, url: string) => Answer)>;

export async function replay(routes: Routes): Promise<Replay> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const { method = 'GET', url: path = '/', headers } = request;
      const one: Asked = { method, path, authorization: headers.authorization, body };
      asked.push(one);
      const route = routes[`${method} ${path.split('?')[0] ?? ''}`] ?? { status: 404, body: 'no such route' };
      const answer = typeof route === 'function' ? route(one, url) : route;
      const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
      response.writeHead(answer.status, { 'x-version': '2.0.0' }).end(text);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** An unsigned token with the recorded claims of a local registrar. */
export const TOKEN = ['{"alg":"RS256"}', JSON.stringify(recorded.claims), 'signature']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');

export const PASSWORD = 'the-password-of-the-test';

export const environmentAt = (url: string, more: Partial<Environment> = {}): Environment => ({
  name: 'production',
  clientUrl: url,
  loginUrl: url,
  gatewayUrl: url,
  filesUrl: url,
  username: 'k.mweene',
  password: PASSWORD,
  secondFactor: () => Promise.resolve('000000'),
  ...more,
});

export const sessionAt = (url: string, more: Partial<Environment> = {}): Session =>
  sessionOf(environmentAt(url, more), TOKEN, '2.0.0');
