import { expect, test } from '@playwright/test';
import { lookAtAddress } from '../../../helpers/preflight/look-at-address.ts';
import { privateServer } from '../browser/private-server.ts';

test('a private authority is refused until its file is given; the name is checked all the same', async () => {
  const { port, caFile, close } = await privateServer((_request, response) =>
    response.setHeader('x-version', '2.0.0').end('pong'),
  );
  const direct = { proxy: null, caFile: null };
  const trusting = { proxy: null, caFile };
  expect(await lookAtAddress(`https://localhost:${port}/ping`, direct)).toMatchObject({
    ok: false,
    reason: 'unreachable',
    why: expect.stringContaining('CA_FILE'),
  });
  expect(await lookAtAddress(`https://localhost:${port}/ping`, trusting)).toEqual({
    ok: true,
    value: { status: 200, version: '2.0.0', certificateDays: 39 },
  });
  expect(await lookAtAddress(`https://127.0.0.1:${port}/ping`, trusting)).toMatchObject({
    ok: false,
    why: 'its certificate is for another name',
  });
  close();
});

test('a name without an address', async () => {
  const way = { proxy: null, caFile: null };
  expect(await lookAtAddress('http://nosuch.invalid/', way)).toMatchObject({
    ok: false,
    why: expect.stringContaining('the name has no address'),
  });
});
