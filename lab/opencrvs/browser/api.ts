import { token, toLogin } from './session.ts';

/** An error answer of the API; `message` is the server's. */
export class ApiError extends Error {}

interface Answer {
  result?: { data: { json: unknown } };
  error?: { json: { message: string } };
}

export interface Call {
  path: string;
  input?: unknown;
}

/** Calls procedures in one batched POST, as the real client does. The first error answer is thrown. */
export async function batch(...calls: Call[]): Promise<unknown[]> {
  const body = Object.fromEntries(calls.map(({ input }, index) => [index, { json: input ?? null }]));
  const response = await authorized(`/api/events/${calls.map(({ path }) => path).join(',')}?batch=1`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answers = (await response.json()) as Answer[];
  return answers.map(({ result, error }) => {
    if (result === undefined) throw new ApiError(error?.json.message ?? 'no answer');
    return result.data.json;
  });
}

export async function ask<T>(path: string, input?: unknown): Promise<T> {
  const [answer] = await batch({ path, input });
  return answer as T;
}

/** A request with the user's token; without a valid one the browser goes to the login page. */
export async function authorized(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token()}`);
  const response = await fetch(url, { ...init, headers });
  if (response.status === 401) return toLogin();
  return response;
}
