import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { textOf } from '../../../helpers/opencrvs/api/body.ts';
import { ask } from '../../../helpers/opencrvs/api/ask.ts';
import { assign, createEvent, getEvent } from '../../../helpers/opencrvs/api/events.ts';
import { fetchFile, fetchUnsigned, upload } from '../../../helpers/opencrvs/api/files.ts';
import { login } from '../../../helpers/opencrvs/api/login.ts';
import { sessionOn } from '../../../helpers/opencrvs/api/open-session.ts';
import { administrativeAreas, healthFacilities, userGet } from '../../../helpers/opencrvs/api/places.ts';
import { searchByTrackingId } from '../../../helpers/opencrvs/api/search.ts';
import type { Session } from '../../../helpers/opencrvs/api/session.ts';
import { surveyOf } from '../../../helpers/opencrvs/declaration/survey.ts';
import { integrationsOf } from '../../../helpers/opencrvs/integrations.ts';
import { FailureError } from '../../../helpers/base/outcome.ts';
import { environmentAt, PASSWORD, recorded, sessionAt, TOKEN } from './replay.ts';

/** A server that answers everything in one way, and counts what it was asked. */
async function answering(
  listener: RequestListener,
): Promise<AsyncDisposable & { url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      asked.push(`${request.url ?? ''} ${request.headers.authorization ?? ''} ${body}`);
      listener(request, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const thrownBy = (work: () => Promise<unknown>): Promise<unknown> =>
  work().then(
    () => 'nothing',
    (error: unknown) => error,
  );

const FILE = {
  bytes: Buffer.from('a paper'),
  filename: 'a.png',
  mediaType: 'image/png',
  transactionId: 't',
  path: '',
};

/** Everything that is asked of an environment, by what of it is a secret. */
const ASKED: Record<string, (session: Session) => Promise<unknown>> = {
  login: ({ environment }) => login(environment, 0),
  'a kept token': ({ environment }) =>
    sessionOn({
      ...environment,
      tokens: { read: () => TOKEN, keep: () => undefined, forget: () => undefined },
    }),
  upload: (session) => upload(session, FILE),
  'a file': (session) => fetchFile(session, 'events/1/a.png'),
  'a record': (session) => getEvent(session, 'e'),
  'a new record': (session) => createEvent(session, 'birth', 't'),
  'an assignment': (session) => assign(session, 'e', 't'),
  search: (session) => searchByTrackingId(session, 'ABC123'),
  areas: administrativeAreas,
  facilities: healthFacilities,
  'a user': (session) => userGet(session),
  'the form': (session) => surveyOf(session, 'birth'),
  integrations: integrationsOf,
};

for (const [what, asking] of Object.entries(ASKED)) {
  for (const status of [301, 302, 303, 307, 308])
    test(`${what}: a ${status} hands nothing to another host, and nothing is believed`, async () => {
      await using other = await answering((_, response) =>
        response.end(JSON.stringify({ valid: true, token: TOKEN, nonce: 'n' })),
      );
      await using server = await answering((request, response) =>
        response.writeHead(status, { location: `${other.url}${request.url ?? ''}` }).end(),
      );
      const error = await thrownBy(() => asking(sessionAt(server.url)));
      expect(error).toBeInstanceOf(FailureError);
      expect(String(error)).toContain(`production redirected`);
      expect(String(error)).toContain(other.url);
      for (const secret of [PASSWORD, TOKEN]) expect(String(error)).not.toContain(secret);
      expect(other.asked).toEqual([]);
    });

  test(`${what}: whatever is answered ends in one sentence that names the environment`, async () => {
    const values = fc.oneof(
      fc.jsonValue(),
      fc.jsonValue().map((json) => ({ result: { data: { json } } })),
      fc.constantFrom(
        null,
        '',
        [],
        {},
        { presignedURL: '//evil.example/x' },
        { presignedURL: 'file:///etc/passwd' },
      ),
      fc.record({
        id: fc.jsonValue(),
        actions: fc.jsonValue(),
        total: fc.jsonValue(),
        token: fc.jsonValue(),
      }),
      fc.record({ error: fc.record({ json: fc.jsonValue() }), message: fc.jsonValue() }),
    );
    let answer: { status: number; text: string } = { status: 200, text: '' };
    await using server = await answering((_, response) => response.writeHead(answer.status).end(answer.text));
    await fc.assert(
      fc.asyncProperty(
        values,
        fc.constantFrom(200, 400, 500, 404, 304),
        fc.boolean(),
        async (value, status, isText) => {
          answer = { status, text: `${isText ? '<html>' : ''}${JSON.stringify(value)}` };
          const error = await thrownBy(() => asking(sessionAt(server.url)));
          if (error === 'nothing') return;
          expect(error).toBeInstanceOf(FailureError);
          expect((error as Error).message).toMatch(/production|staging|deployment/);
        },
      ),
      { numRuns: 60 },
    );
  });
}

test('a public file may be sent on within the environment, no further', async () => {
  await using other = await answering((_, response) => response.end('another’s'));
  await using server = await answering((request, response) =>
    request.url === '/ocrvs/near'
      ? response.writeHead(302, { location: '/ocrvs/there' }).end()
      : request.url === '/ocrvs/there'
        ? response.end('own')
        : response
            .writeHead(302, { location: request.url === '/ocrvs/round' ? '/ocrvs/round' : other.url })
            .end(),
  );
  const session = sessionAt(server.url);
  expect(await fetchUnsigned(session, 'near')).toMatchObject({ bytes: 3, origin: server.url });
  await expect(fetchUnsigned(session, 'far')).rejects.toThrow(/which is none of production’s own addresses/);
  await expect(fetchUnsigned(session, 'round')).rejects.toThrow(
    /redirected a file of the object store 6 times/,
  );
  expect(other.asked).toEqual([]);
});

for (const path of ['//evil.example/x', '\\\\evil.example\\x', '/\\evil.example/x', 'https://evil.example/x'])
  test(`a key is never an address: ${path}`, async () => {
    await using server = await answering((_, response) => response.end('own'));
    const session = sessionAt(server.url);
    expect(await fetchUnsigned(session, '', path)).toMatchObject({ origin: server.url });
    await thrownBy(() => fetchFile(session, path));
    expect(server.asked.length).toBeGreaterThan(0);
  });

test('a signed address of another store is never asked, and neither is one with a name in it', async () => {
  await using other = await answering((_, response) => response.end('another’s'));
  const { host } = new URL(other.url);
  for (const presignedURL of [
    `http://127.0.0.1@${host}/ocrvs/k`,
    `http:${host}/x`,
    `//${host}/x`,
    `\\\\${host}\\x`,
  ]) {
    await using server = await answering((request, response) =>
      response.end(request.url?.startsWith('/presigned') ? JSON.stringify({ presignedURL }) : 'own'),
    );
    const file = await fetchFile(sessionAt(server.url), 'k').catch((error: unknown) => error);
    if (file instanceof Error) expect(file.message).toMatch(/^production: the answer to presigned-url/);
    else expect(file).toMatchObject({ origin: server.url });
  }
  expect(other.asked).toEqual([]);
});

test('an answer is read as far as it may weigh, decompressed, and no further', async () => {
  const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, 32));
  await using server = await answering((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
  );
  await expect(getEvent(sessionAt(server.url), 'e')).rejects.toMatchObject({
    reason: 'unexpected',
    message: 'production: the answer to event.get is larger than 64 MiB and was not read to its end',
  });
});

test('an answer that never ends is given up when its time is over', async () => {
  await using server = await answering((_, response) => {
    response.writeHead(200);
    response.write('{');
  });
  const environment = environmentAt(server.url);
  const response = await ask(environment, { what: 'a question', url: server.url, deadlineMs: 200 });
  await expect(textOf(environment, 'a question', response)).rejects.toMatchObject({ reason: 'unreachable' });
});

test('nesting that would overflow whoever works on it is refused', async () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);
  await using server = await answering((_, response) => response.end(`{"result":{"data":{"json":${deep}}}}`));
  await expect(getEvent(sessionAt(server.url), 'e')).rejects.toThrow(
    'production: the answer to event.get is nested more than 200 levels deep',
  );
});

test('a country whose areas lie in one another in a circle has an end', async () => {
  const area = (id: string, parentId: string) => ({ id, name: id, parentId });
  const areas = [area('a', 'b'), area('b', 'a')];
  const facility = { id: 'f', name: 'f', administrativeAreaId: 'a', locationType: 'HEALTH_FACILITY' };
  const user = { id: 'u', role: 'r', primaryOfficeId: 'o', administrativeAreaId: 'a' };
  const form = { id: 'birth', declaration: { pages: [] } };
  await using server = await answering((request, response) => {
    const json = /administrativeAreas/.test(request.url ?? '')
      ? areas
      : /locations/.test(request.url ?? '')
        ? [facility]
        : /user\.get/.test(request.url ?? '')
          ? user
          : [form];
    response.end(JSON.stringify({ result: { data: { json } } }));
  });
  const { places } = await surveyOf(sessionAt(server.url), 'birth');
  expect(places.areas.length).toBeLessThan(50);
});

test('the recorded answers still have the shape', async () => {
  await using server = await answering((_, response) =>
    response.end(JSON.stringify(recorded.registerOk.body)),
  );
  expect((await getEvent(sessionAt(server.url), 'e')).actions.length).toBeGreaterThan(0);
});
