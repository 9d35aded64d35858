import { fetch } from 'undici';
import type { RequestInit, Response } from 'undici';
import { FailureError } from '../../base/outcome.ts';
import type { FailureReason } from '../../base/outcome.ts';
import type { Environment } from '../environment.ts';
import { redirectOf } from './redirect.ts';

/** Milliseconds that one call may take, its answer included: uploads of some megabytes over a slow line too. */
const DEADLINE_MS = 30_000;

/** Redirects in a row that are followed, where any is. */
const REDIRECTS_AT_MOST = 5;

/** An answer that was not the wanted one. The message holds no URL, header or value that was sent. */
export class AnswerError extends FailureError {
  constructor(
    reason: FailureReason,
    message: string,
    readonly status: number,
    /** What was said against single fields of a declaration. */
    readonly rejections: readonly Rejection[] = [],
  ) {
    super(reason, message);
    this.name = 'AnswerError';
  }
}

/** What is asked: `what` names it in messages, in place of an address that may hold a secret. */
export interface Ask {
  what: string;
  url: string;
  init?: RequestInit;
  deadlineMs?: number;
  /**
   * Says that nothing secret is in the request, neither in its address nor in its headers or body: a redirect is then followed
   * within the environment's own origins. Everything else is never sent on.
   */
  isPublic?: boolean;
}

/**
 * Sends one request and gives the answer, whatever its status but a redirect. The deadline holds for reading its body, too.
 *
 * @throws FailureError `unreachable` when no answer came in time, `unexpected` for a redirect that is not followed
 */
export async function ask(environment: Environment, request: Ask): Promise<Response> {
  const { what, init, deadlineMs = DEADLINE_MS, isPublic = false } = request;
  const signal = AbortSignal.timeout(deadlineMs);
  let { url } = request;
  for (let hops = 0; ; hops++) {
    const response = await send(environment, { what, url, init: { ...init, signal } }, deadlineMs);
    const redirect = redirectOf(environment, { what, from: url, isPublic }, response);
    if (redirect === null) return response;
    await response.body?.cancel();
    if ('refused' in redirect) throw new AnswerError('unexpected', redirect.refused, response.status);
    if (hops === REDIRECTS_AT_MOST)
      throw new FailureError('unexpected', `${environment.name} redirected ${what} ${hops + 1} times`);
    url = redirect.to;
  }
}

async function send(
  environment: Environment,
  { what, url, init }: Ask,
  deadlineMs: number,
): Promise<Response> {
  try {
    return await fetch(url, {
      ...(environment.dispatcher ? { dispatcher: environment.dispatcher } : {}),
      ...init,
      redirect: 'manual',
    });
  } catch (error) {
    const why = reasonOf(error, deadlineMs);
    throw new FailureError(
      'unreachable',
      `${environment.name}: ${what} got no answer from ${new URL(url).origin}: ${why}`,
    );
  }
}

/** What a server said against one field of a declaration. */
export interface Rejection {
  /** The field, or a part of its value: `documents.proofOther[0].path`. */
  id: string;
  message: string;
}

/** The error for an answer with a status that was not wanted; `detail` is what the server said, already free of secrets. */
export function unwanted(
  environment: Environment,
  what: string,
  status: number,
  detail = '',
  rejections: readonly Rejection[] = [],
): AnswerError {
  const reason: FailureReason =
    status === 401 || status === 403 ? 'refused' : status === 404 ? 'missing' : 'unexpected';
  const said = detail === '' ? '' : `: ${detail.slice(0, 300)}`;
  return new AnswerError(
    reason,
    `${environment.name} answered ${what} with ${status}${said}`,
    status,
    rejections,
  );
}

/** undici says only "fetch failed"; what happened is in the cause, which names hosts and ports but nothing that was sent. */
export function reasonOf(error: unknown, deadlineMs = DEADLINE_MS): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `no answer within ${deadlineMs / 1000} s`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code !== '' ? code : cause instanceof Error ? cause.message : String(cause);
}
