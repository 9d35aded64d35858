import type { RequestInit } from 'undici';
import { at } from '../environment.ts';
import { ask, bodyOf, unwanted, type Rejection } from './ask.ts';
import { bearer } from './session.ts';
import type { Session } from './session.ts';

/** Asks a tRPC query of the events service and gives its value. */
export function query<T>(session: Session, procedure: string, input?: unknown): Promise<T> {
  const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify({ json: input }))}`;
  return call<T>(session, procedure, `${procedure}${search}`, {});
}

/** Calls a tRPC mutation of the events service and gives its value. The reply may be lost after the write happened. */
export function mutate<T>(session: Session, procedure: string, input: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return call<T>(session, procedure, procedure, {
    method: 'POST',
    headers,
    body: JSON.stringify({ json: input }),
  });
}

async function call<T>(session: Session, what: string, path: string, init: RequestInit): Promise<T> {
  const { environment } = session;
  const url = at(environment.gatewayUrl, `events/${path}`);
  const headers = { ...init.headers, ...bearer(session) };
  const response = await ask(environment, { what, url, init: { ...init, headers } });
  const text = await bodyOf(environment, what, () => response.text());
  if (!response.ok) throw unwanted(environment, what, response.status, saidIn(text), rejectionsIn(text));
  const value = parse(text) as { result?: { data?: { json?: T } } } | undefined;
  if (value?.result?.data === undefined)
    throw unwanted(environment, what, response.status, 'the answer is not of the events service');
  return value.result.data.json as T;
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

function messageIn(text: string): string {
  const body = parse(text) as { error?: { json?: { message?: string } }; message?: string } | undefined;
  return body?.error?.json?.message ?? body?.message ?? '';
}

function fieldsIn(message: string): Rejection[] | null {
  const fields = parse(message);
  if (!Array.isArray(fields)) return null;
  return (fields as { id?: string; path?: string[]; message?: string }[]).map(
    ({ id, path, message: said }) => ({
      id: id ?? path?.join('.') ?? '?',
      message: said ?? 'rejected',
    }),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
