import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Altered {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}

/** A gateway in front of another that answers some requests otherwise, as another version of OpenCRVS might. */
export async function alteredGateway(
  behind: string,
  alter: (path: string, body: string) => Altered,
): Promise<{ url: string; close: () => void }> {
  const server = createServer((asked, answered) => {
    const passed = request(
      behind + (asked.url ?? ''),
      { method: asked.method, headers: asked.headers },
      (answer) =>
        void textOf(answer).then((text) => {
          const { status, headers, body = text } = alter(asked.url ?? '', text);
          const kept = { ...answer.headers };
          delete kept['content-length'];
          delete kept['transfer-encoding'];
          answered.writeHead(status ?? answer.statusCode ?? 500, { ...kept, ...headers }).end(body);
        }),
    );
    asked.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function textOf(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message.setEncoding('utf8')) text += String(chunk);
  return text;
}
