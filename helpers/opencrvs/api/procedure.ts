import type { RequestInit } from 'undici';
import { z } from 'zod';
import { at } from '../environment.ts';
import { ask, unwanted, type Rejection } from './ask.ts';
import { jsonIn, textOf } from './body.ts';
import { bearer } from './session.ts';
import type { Session } from './session.ts';
import { shaped } from './shape.ts';

/** Asks a tRPC query of the events service and gives its value, which must have the shape. */
export function query<T>(
  session: Session,
  procedure: string,
  shape: z.ZodType<T>,
  input?: unknown,
): Promise<T> {
  const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify({ json: input }))}`;
  return call(session, procedure, shape, `${procedure}${search}`, {});
}

/**
 * Calls a tRPC mutation of the events service and gives its value, which must have the shape. The reply may be lost after the
 * write happened.
 */
export function mutate<T>(
  session: Session,
  procedure: string,
  shape: z.ZodType<T>,
  input: unknown,
): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return call(session, procedure, shape, procedure, {
    method: 'POST',
    headers,
    body: JSON.stringify({ json: input }),
  });
}

const ENVELOPE = z.object({ result: z.object({ data: z.object({ json: z.unknown() }) }) });

async function call<T>(
  session: Session,
  what: string,
  shape: z.ZodType<T>,
  path: string,
  init: RequestInit,
): Promise<T> {
  const { environment } = session;
  const url = at(environment.gatewayUrl, `events/${path}`);
  const headers = { ...init.headers, ...bearer(session) };
  const response = await ask(environment, { what, url, init: { ...init, headers } });
  const text = await textOf(environment, what, response);
  if (!response.ok) throw unwanted(environment, what, response.status, saidIn(text), rejectionsIn(text));
  const { success, data } = ENVELOPE.safeParse(jsonIn(environment, what, text));
  if (!success) throw unwanted(environment, what, response.status, 'the answer is not of the events service');
  return shaped(environment, what, shape, data.result.data.json);
}

/**
 * What the server said went wrong. A rejected declaration names its fields; the values that it repeats, and any stack, stay
 * out.
 */
export function saidIn(text: string): string {
  const message = messageIn(text);
  const rejections = fieldsIn(message);
  if (rejections === null) return message;
  return rejections.map(({ id, message: said }) => `${id}: ${said}`).join('; ');
}

/** What it said against single fields: a field that it does not know is told in words, with status 500. */
export function rejectionsIn(text: string): Rejection[] {
  const message = messageIn(text);
  const [, unknown] = /^Field with id (\S+) not found in event config$/.exec(message) ?? [];
  return (
    fieldsIn(message) ??
    (unknown === undefined ? [] : [{ id: unknown, message: 'not found in event config' }])
  );
}

/** Characters of what a server says that are kept, and the fields that it may say it of. */
const SAID_AT_MOST = 2_000;
const FIELDS_AT_MOST = 100;

const FAILURE = z.object({
  message: z.string().optional().catch(undefined),
  error: z
    .object({ json: z.object({ message: z.string() }) })
    .optional()
    .catch(undefined),
});

function messageIn(text: string): string {
  const { data } = FAILURE.safeParse(parse(text));
  return data?.error?.json.message ?? data?.message ?? '';
}

const FIELDS = z.array(
  z.object({
    id: z.string().optional().catch(undefined),
    path: z
      .array(z.union([z.string(), z.number()]))
      .optional()
      .catch(undefined),
    message: z.string().optional().catch(undefined),
  }),
);

function fieldsIn(message: string): Rejection[] | null {
  const { data } = FIELDS.safeParse(parse(message));
  return (
    data?.slice(0, FIELDS_AT_MOST).map(({ id, path, message: said }) => ({
      id: (id ?? path?.join('.') ?? '?').slice(0, SAID_AT_MOST),
      message: (said ?? 'rejected').slice(0, SAID_AT_MOST),
    })) ?? null
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
