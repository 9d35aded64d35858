import { createHash } from 'node:crypto';
import { areaId, locationId } from '../../lab/registry/farajaland/places.ts';
import { startRegistry, type StartedRegistry } from '../../lab/registry/start-registry.ts';
import { FARAJALAND_USERS } from '../../lab/registry/users.ts';
import { differences } from './differences.ts';
import { Placeholders } from './placeholders.ts';
import type { RecordedAnswer } from './recorded-answers.ts';
import { requestBody } from './request-body.ts';

export interface Heard {
  status: number;
  headers: Headers;
  bytes: Buffer;
  /** Where the answer differs from the recorded one. */
  differences: string[];
}

interface Changes {
  /** Asked instead of the recorded address. */
  url?: string;
  /** Sent instead of a token of the recorded user. */
  token?: string;
}

/** A registry that is asked what a real one was asked, and held to what that one answered. */
export interface Conversation {
  registry: StartedRegistry;
  placeholders: Placeholders;
  /** Sends a recorded request and compares status, headers and body. */
  repeat(recorded: RecordedAnswer, changes?: Changes): Promise<Heard>;
  /** Calls a procedure that leads to a recorded situation but was not recorded itself; gives its answer. */
  call<T>(username: string, procedure: string, input: unknown): Promise<T>;
  /** Uploads bytes under `[<folder>/]<id>.<extension>`. */
  upload(username: string, key: string, bytes: Buffer): Promise<void>;
  tokenOf(username: string): Promise<string>;
  end(): Promise<void>;
}

export async function conversation(): Promise<Conversation> {
  const registry = await startRegistry();
  const { urls } = registry;
  const placeholders = new Placeholders(knownValues(urls));
  const tokens = new Map<string, Promise<string>>();

  const logIn = async (username: string): Promise<string> => {
    const post = async (name: string, body: object) => {
      const response = await fetch(`${urls.login}/api/auth/${name}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      return (await response.json()) as { nonce: string; token: string };
    };
    const { nonce } = await post('authenticate', { username, password: 'test' });
    return (await post('verifyCode', { nonce, code: '000000' })).token;
  };
  const tokenOf = (username: string) => {
    const token = tokens.get(username) ?? logIn(username);
    tokens.set(username, token);
    return token;
  };

  const addressOf = ({ path, input, batch }: RecordedAnswer): string => {
    const url = new URL(placeholders.fill(path.startsWith('<') ? path : `<gateway>${path}`));
    if (batch === true) url.searchParams.set('batch', '1');
    if (input !== undefined) url.searchParams.set('input', JSON.stringify(placeholders.fill(input)));
    return url.href;
  };

  return {
    registry,
    placeholders,
    tokenOf,
    repeat: async (recorded, changes = {}) => {
      const headers = new Headers({ origin: urls.client });
      const token = changes.token ?? (recorded.as === undefined ? undefined : await tokenOf(recorded.as));
      if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
      const response = await fetch(changes.url ?? addressOf(recorded), {
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
          ...differences(recorded.status, response.status, placeholders, 'status'),
          ...headerDifferences(recorded, response.headers, bytes.length > 0, placeholders),
          ...differences(recorded.answer, parsed(recorded.answer, bytes), placeholders),
        ],
      };
    },
    call: async <T>(username: string, procedure: string, input: unknown) => {
      const response = await fetch(`${urls.gateway}/events/${procedure}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await tokenOf(username)}` },
        body: JSON.stringify({ json: placeholders.fill(input) }),
      });
      const answer = (await response.json()) as { result?: { data: { json: T } } };
      if (answer.result === undefined) throw new Error(`${procedure}: ${JSON.stringify(answer)}`);
      return answer.result.data.json;
    },
    upload: async (username, key, bytes) => {
      const [, folder, name, extension] = /^(?:(.*)\/)?([^/]+)\.(\w+)$/.exec(key) ?? [];
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
    end: () => registry.stop(),
  };
}

function headerDifferences(
  recorded: RecordedAnswer,
  headers: Headers,
  hasBody: boolean,
  placeholders: Placeholders,
): string[] {
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
  return JSON.parse(bytes.toString());
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const isoDate = (daysFromNow: number) =>
  new Date(Date.now() + daysFromNow * 86_400_000).toISOString().slice(0, 10);

function knownValues(urls: StartedRegistry['urls']): Map<string, string> {
  const { login, client, gateway, files } = urls;
  return new Map([
    ...Object.entries({ login, client, gateway, minio: files }).map(([n, url]) => [`<${n}>`, url] as const),
    ...FARAJALAND_USERS.map(({ username, id }) => [`<userId:${username}>`, id] as const),
    ...['Central', 'Ibombo', 'Klow'].map((name) => [`<areaId:${name}>`, areaId(name)] as const),
    ['<child.dob>', isoDate(-7)],
    ['<child.dob:ui>', isoDate(-6)],
    ['<future>', isoDate(400)],
    ['<officeId>', locationId('Ibombo District Office')],
    ['<facilityId>', locationId('Klow Village Hospital')],
  ]);
}
