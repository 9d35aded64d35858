import { expect, test } from '@playwright/test';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import type { NotifyConfig } from '../../../helpers/config/reporting-config.ts';
import { messageOf } from '../../../helpers/notify/message.ts';
import { pingHealthcheck, tellAll } from '../../../helpers/notify/notify.ts';
import { isToBeTold } from '../../../helpers/notify/policy.ts';
import type { LastVerdict } from '../../../helpers/report/publish/verdict-log.ts';
import { BAD, GOOD, OPEN, resultWith } from '../report/any-result.ts';

const NOBODY: NotifyConfig = { webhook: null, mail: null, healthcheckUrl: null, command: null };
const RED = resultWith([GOOD, BAD, OPEN]);
const GREEN = resultWith([GOOD]);

/** An HTTP server that keeps what it is asked. */
async function webServer(status = 200, location?: string) {
  const asked: { url: string; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push({ url: request.url ?? '', body });
      response.writeHead(status, location === undefined ? {} : { location }).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { asked, url: `http://127.0.0.1:${port}/secret-path`, close: () => server.close() };
}

/** A mail server that takes one mail. */
async function mailServer() {
  const mails: string[] = [];
  const server = createTcpServer((socket) => {
    let [data, isData] = ['', false];
    socket.write('220 test\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      data += chunk.toString();
      if (isData) {
        if (!data.includes('\r\n.\r\n')) return;
        mails.push(data);
        [data, isData] = ['', false];
        socket.write('250 taken\r\n');
        return;
      }
      for (const line of data.split('\r\n').slice(0, -1)) {
        if (/^DATA/i.test(line)) isData = true;
        socket.write(isData ? '354 go on\r\n' : /^QUIT/i.test(line) ? '221 bye\r\n' : '250 fine\r\n');
      }
      data = '';
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    mails,
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
}

test('webhook, mail, command and health check are told, the cause first', async () => {
  const [web, health, mail] = [await webServer(), await webServer(), await mailServer()];
  const file = test.info().outputPath('told');
  const config: NotifyConfig = {
    webhook: web.url,
    mail: { to: ['a@example.org', 'b@example.org'], from: 'verifier@example.org', smtpUrl: mail.url },
    healthcheckUrl: health.url,
    command: `cat > '${file}'; echo "$VERDICT $RUN_ID" >> '${file}'`,
  };
  expect(await tellAll(config, messageOf(RED))).toEqual([]);
  expect(await pingHealthcheck(config, null)).toBeNull();
  expect(await pingHealthcheck(config, 1)).toBeNull();
  const told = JSON.parse(web.asked[0]?.body ?? '{}') as { text: string; verdict: string };
  expect(told.verdict).toBe('failed');
  expect(told.text.split('\n')[1]).toMatch(/^Cause: /);
  expect(health.asked.map(({ url }) => url)).toEqual(['/secret-path/start', '/secret-path/1']);
  expect(mail.mails[0]).toContain('Subject: FAILED: OpenCRVS backup of Farajaland');
  expect(readFileSync(file, 'utf8')).toContain(`failed ${RED.run.id}`);
  for (const server of [web, health, mail]) server.close();
});

test('what cannot be told is said without the address, and never thrown', async () => {
  const [refusing, elsewhere] = [await webServer(500), await webServer()];
  const redirecting = await webServer(307, elsewhere.url);
  const failures = [
    ...(await tellAll({ ...NOBODY, webhook: refusing.url }, messageOf(GREEN))),
    ...(await tellAll({ ...NOBODY, webhook: redirecting.url }, messageOf(GREEN))),
    ...(await tellAll({ ...NOBODY, webhook: 'http://127.0.0.1:1/x' }, messageOf(GREEN))),
    ...(await tellAll({ ...NOBODY, command: 'exit 7' }, messageOf(GREEN))),
    ...(await tellAll(
      { ...NOBODY, mail: { to: ['a@example.org'], from: 'b@example.org', smtpUrl: 'smtp://127.0.0.1:1' } },
      messageOf(GREEN),
    )),
  ];
  expect(failures).toHaveLength(5);
  for (const failure of failures) {
    expect(failure).toMatch(/^NOTIFY_\w+ was not told: .+ The verdict stands\.$/);
    expect(failure).not.toContain('secret-path');
  }
  expect(elsewhere.asked).toEqual([]);
  for (const server of [refusing, redirecting, elsewhere]) server.close();
});

test('a message has at most 20 lines, and none where nobody is configured', async () => {
  expect(messageOf(RED).text.split('\n').length).toBeLessThanOrEqual(20);
  expect(await tellAll(NOBODY, messageOf(RED))).toEqual([]);
  expect(existsSync(test.info().outputPath('told'))).toBe(false);
});

test('told: on a change, when something else is wrong, and once a day while it is red', () => {
  const hour = 3_600_000;
  const before = (part: Partial<LastVerdict>): LastVerdict => ({
    ...{ status: 'failed', wrong: [...RED.failed, ...RED.notProven], runId: 'x', at: '2026-11-25T00:00:00Z' },
    ...{ lastSuccessAt: null, toldAt: '2026-11-25T00:00:00Z' },
    ...part,
  });
  const at = (hours: number) => Date.parse('2026-11-25T00:00:00Z') + hours * hour;
  expect(isToBeTold(RED, null, at(0))).toBe(true);
  expect(isToBeTold(GREEN, null, at(0))).toBe(true);
  expect(isToBeTold(RED, before({}), at(1))).toBe(false);
  expect(isToBeTold(RED, before({}), at(23))).toBe(true);
  expect(isToBeTold(RED, before({ wrong: ['OTHER'] }), at(1))).toBe(true);
  expect(isToBeTold(RED, before({ toldAt: null }), at(1))).toBe(true);
  expect(isToBeTold(RED, before({ status: 'passed' }), at(1))).toBe(true);
  expect(isToBeTold(GREEN, before({}), at(1))).toBe(true);
  expect(isToBeTold(GREEN, before({ status: 'passed', wrong: [] }), at(48))).toBe(false);
});
