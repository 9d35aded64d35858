import { createHash } from 'node:crypto';
import { test } from '@playwright/test';
import type { StartedRegistry } from '../../lab/opencrvs/start-registry.ts';
import { whoIsAsked, type Asked, type Credentials } from './asked.ts';
import { differences, type Difference } from './differences.ts';
import { hold, leaveOut } from './facts.ts';
import { logIn } from './log-in.ts';
import { Placeholders } from './placeholders.ts';
import type { RecordedAnswer } from './recorded-answers.ts';
import { requestBody } from './request-body.ts';

export interface Heard {
  status: number;
  headers: Headers;
  bytes: Buffer;
  /** Where the answer differs from the recorded one. */
  differences: Difference[];
}

interface Changes {
  /** Asked instead of the recorded address. */
  url?: string;
  /** Sent instead of a token of the recorded user. */
  token?: string;
  /** Differences that mean nothing here. */
  unless?: (difference: Difference) => boolean;
}

/** A registry that is asked what a real one was asked, and held to what that one answered. */
export interface Conversation {
  urls: Asked['urls'];
  placeholders: Placeholders;
  /** What pages show of this deployment → the placeholder for it. */
  names: Asked['names'];
  /** Whether it is our own. */
  readonly isOwn: boolean;
  /** The registry itself, where it is our own. */
  readonly registry: StartedRegistry;
  /** Who a recorded user is here. Ends the test as skipped where that is not known. */
  userOf: (recordedUser: string) => Credentials;
  /** Sends a recorded request and compares status, headers and body. */
  repeat(recorded: RecordedAnswer, changes?: Changes): Promise<Heard>;
  /** The same, and holds what was heard to the recording; null: it may not be asked here. */
  hold(name: string, recorded: RecordedAnswer, changes?: Changes): Promise<Heard | null>;
  /** Calls a procedure that leads to a recorded situation but was not recorded itself; gives its answer. */
  call<T>(username: string, procedure: string, input: unknown): Promise<T>;
  /** Uploads bytes under `[<folder>/]<id>.<extension>`. */
  upload(username: string, key: string, bytes: Buffer): Promise<void>;
  /** A token that is kept; `anew`: one that nobody else has. */
  tokenOf(username: string, anew?: 'anew'): Promise<string>;
}

const NO_WRITES = 'writes: ALLOW_PRODUCTION_WRITES is not set in the file';

const open = new Set<Asked>();

/** Takes leave of every registry that was asked: what is our own is stopped. */
export async function endConversations(): Promise<void> {
  for (const asked of open) await asked.end();
  open.clear();
}

/** @param needs `writes`: skips the tests where nothing may be written */
export async function conversation(needs: 'reads' | 'writes' = 'writes'): Promise<Conversation> {
  const asked = await whoIsAsked();
  open.add(asked);
  if (needs === 'writes') test.skip(!asked.mayWrite, NO_WRITES);
  const { urls } = asked;
  const placeholders = new Placeholders(knownValues(asked));
  const tokens = new Map<string, Promise<string>>();

  const userOf = (recordedUser: string): Credentials => {
    const found = asked.credentials(recordedUser);
    test.skip(found === null, `takes the user ${recordedUser}: CONTRACT_PASSWORD is not in the file`);
    return found!;
  };
  const tokenOf = (username: string, anew?: 'anew') => {
    const kept = anew === undefined ? tokens.get(username) : undefined;
    const token = kept ?? logIn(urls.client, userOf(username));
    if (anew === undefined) tokens.set(username, token);
    return token;
  };

  const addressOf = ({ path, input, batch }: RecordedAnswer): string => {
    const url = new URL(placeholders.fill(path.startsWith('<') ? path : `<gateway>${path}`));
    if (batch === true) url.searchParams.set('batch', '1');
    if (input !== undefined) url.searchParams.set('input', JSON.stringify(placeholders.fill(input)));
    return url.href;
  };

  const repeat: Conversation['repeat'] = async (recorded, { url, token, unless = () => false } = {}) => {
    const headers = new Headers({ origin: urls.client, ...recorded.sent });
    const sent = token ?? (recorded.as === undefined ? undefined : await tokenOf(recorded.as));
    if (sent !== undefined) headers.set('authorization', `Bearer ${sent}`);
    const response = await fetch(url ?? addressOf(recorded), {
      method: recorded.method,
      headers,
      redirect: 'manual',
      ...requestBody(recorded.body, placeholders, headers),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      differences: [
        ...differences(String(recorded.status), String(response.status), placeholders, 'status'),
        ...headerDifferences(recorded, response.headers, bytes.length > 0, placeholders),
        ...differences(recorded.answer, parsed(recorded.answer, bytes), placeholders),
      ].filter((difference) => !unless(difference)),
    };
  };

  return {
    urls,
    placeholders,
    names: asked.names,
    isOwn: asked.registry !== null,
    get registry() {
      if (asked.registry === null) throw new Error('the registry that is asked is not our own');
      return asked.registry;
    },
    userOf,
    tokenOf,
    repeat,
    hold: async (name, recorded, changes = {}) => {
      const why = whyNot(asked, recorded, changes);
      if (why !== null) {
        leaveOut(name, why);
        return null;
      }
      const heard = await repeat(recorded, changes);
      hold(name, heard.differences);
      return heard;
    },
    call: async <T>(username: string, procedure: string, input: unknown) => {
      const response = await fetch(`${urls.gateway}/events/${procedure}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await tokenOf(username)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ json: placeholders.fill(input) }),
      });
      const answer = (await response.json()) as { result?: { data: { json: T } } };
      if (answer.result === undefined) throw new Error(`${procedure}: ${JSON.stringify(answer)}`);
      return answer.result.data.json;
    },
    upload: async (username, key, bytes) => {
      const [, folder, name, extension] = /^(?:(.*)\/)?([^/]+)\.(\w+)$/.exec(key) ?? [];
      test.skip(!asked.mayWrite, NO_WRITES);
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(bytes)]), `file.${extension}`);
      form.append('transactionId', name ?? '');
      form.append('path', folder ?? '');
      const response = await fetch(`${urls.gateway}/upload`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await tokenOf(username)}` },
        body: form,
      });
      const stored = await response.text();
      if (stored !== key) throw new Error(`${key} was stored as ${stored}`);
    },
  };
}

/** Why a recorded request may not be sent; null: it may. Logging in writes nothing that stays. */
function whyNot(asked: Asked, { as, method, path }: RecordedAnswer, { token }: Changes): string | null {
  const writes = !['GET', 'HEAD', 'OPTIONS'].includes(method) && !path.includes('/auth/');
  if (writes && !asked.mayWrite) return NO_WRITES;
  const unknown = as !== undefined && token === undefined && asked.credentials(as) === null;
  return unknown ? `takes the user ${as}: CONTRACT_PASSWORD is not in the file` : null;
}

function headerDifferences(
  recorded: RecordedAnswer,
  headers: Headers,
  hasBody: boolean,
  placeholders: Placeholders,
): Difference[] {
  const compared = ['x-version', 'www-authenticate', 'cache-control', 'accept-ranges'];
  // Of nothing the type does not matter.
  if (hasBody) compared.push('content-type');
  return [...compared, 'access-control-allow-origin'].flatMap((name) => {
    const actual = headers.get(name) ?? 'nothing';
    return differences(recorded.headers[name] ?? 'nothing', actual, placeholders, name);
  });
}

/** The answer in the form in which it was recorded: JSON, text, or what is known of bytes. */
function parsed(recorded: unknown, bytes: Buffer): unknown {
  if (typeof recorded === 'string') {
    const isBytes = recorded.startsWith('<binary');
    return isBytes ? `<binary ${bytes.length} bytes sha256=${sha256(bytes)}>` : bytes.toString();
  }
  try {
    return JSON.parse(bytes.toString());
  } catch {
    // A text where JSON was recorded is a difference like another.
    return bytes.toString();
  }
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const isoDate = (daysFromNow: number) =>
  new Date(Date.now() + daysFromNow * 86_400_000).toISOString().slice(0, 10);

function knownValues({ urls, known, credentials }: Asked): Map<string, string> {
  const { login, client, gateway, files } = urls;
  const registrar = credentials('k.mweene');
  return new Map([
    ...known,
    ...Object.entries({ login, client, gateway, minio: files }).map(([n, url]) => [`<${n}>`, url] as const),
    ['<username:k.mweene>', registrar?.username ?? ''],
    ['<password:k.mweene>', registrar?.password ?? ''],
    // Where each login has a code of its own, a test that logs in asks for it.
    ['<code>', '000000'],
    ['<child.dob>', isoDate(-7)],
    ['<child.dob:ui>', isoDate(-6)],
    ['<future>', isoDate(400)],
  ]);
}
