import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createTransport } from 'nodemailer';
import type { NotifyConfig } from '../config/reporting-config.ts';
import type { Message } from './message.ts';

/** A way to tell somebody. `send` rejects when nobody was told. */
export interface Channel {
  name: string;
  send: (message: Message) => Promise<void>;
}

/** Nobody waits longer for a server than this. */
const TIMEOUT_MS = 20_000;

export function channelsOf({ webhook, mail, command }: NotifyConfig): Channel[] {
  return [
    ...(webhook === null
      ? []
      : [{ name: 'NOTIFY_WEBHOOK', send: (message: Message) => post(webhook, message) }]),
    ...(mail === null ? [] : [{ name: 'NOTIFY_MAIL', send: (message: Message) => sendMail(mail, message) }]),
    ...(command === null
      ? []
      : [{ name: 'NOTIFY_COMMAND', send: (message: Message) => run(command, message) }]),
  ];
}

/** `text` is what Slack, Mattermost and Teams show; programs read the rest. */
const post = (url: string, { text, verdict, deployment, runId, exitCode }: Message): Promise<void> =>
  request(url, JSON.stringify({ text, verdict, deployment, runId, exitCode }));

/**
 * Tells a check of healthchecks.io or its like that a run began or how it ended, so that a cron that went silent is noticed there.
 *
 * @param exitCode null: it begins
 */
export const ping = (url: string, exitCode: number | null): Promise<void> =>
  request(`${url.replace(/\/+$/, '')}/${exitCode ?? 'start'}`, '');

async function request(url: string, body: string): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': body === '' ? 'text/plain' : 'application/json' },
    body,
    // The address is a secret: it goes nowhere else.
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    const { cause, name } = error as Error & { cause?: { code?: string; message?: string } };
    throw new Error(
      name === 'TimeoutError' ? 'no answer in time' : (cause?.code ?? cause?.message ?? 'no answer'),
    );
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`it answered HTTP ${answer.status}`);
}

async function sendMail(mail: NonNullable<NotifyConfig['mail']>, { subject, text }: Message): Promise<void> {
  const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
  const transport = createTransport({ url: mail.smtpUrl, ...timeouts }, { from: mail.from });
  try {
    await transport.sendMail({ to: [...mail.to], subject, text });
  } finally {
    transport.close();
  }
}

async function run(command: string, { text, verdict, runId, deployment }: Message): Promise<void> {
  const child = spawn('/bin/sh', ['-c', command], {
    stdio: ['pipe', 'ignore', 'ignore'],
    timeout: TIMEOUT_MS * 3,
    env: {
      ...{ PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: process.env['LANG'] },
      ...{ VERDICT: verdict, RUN_ID: runId, DEPLOYMENT: deployment },
    },
  });
  child.stdin.on('error', () => undefined).end(`${text}\n`);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`it ended with ${code ?? 'a signal'}`);
}
