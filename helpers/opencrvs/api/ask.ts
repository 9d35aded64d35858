import { fetch } from 'undici';
import type { RequestInit, Response } from 'undici';
import { FailureError } from '../../base/outcome.ts';
import type { FailureReason } from '../../base/outcome.ts';
import type { Environment } from '../environment.ts';

/** Milliseconds that one call may take: uploads of some megabytes over a slow line included. */
const DEADLINE_MS = 30_000;

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
}

/**
 * Sends one request and gives the answer, whatever its status. Rejects with a TroubleError `unreachable` when none came in
 * time.
 */
export async function ask(environment: Environment, { what, url, init, deadlineMs }: Ask): Promise<Response> {
  const limit = deadlineMs ?? DEADLINE_MS;
  try {
    return await fetch(url, {
      ...(environment.dispatcher ? { dispatcher: environment.dispatcher } : {}),
      ...init,
      signal: AbortSignal.timeout(limit),
    });
  } catch (error) {
    throw noAnswer(environment, what, url, error, limit);
  }
}

/** Reads an answer's body, under the same rule as asking for it. */
export async function bodyOf<T>(environment: Environment, what: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new FailureError(
      'unreachable',
      `${environment.name}: the answer to ${what} broke off: ${reasonOf(error)}`,
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

function noAnswer(environment: Environment, what: string, url: string, error: unknown, limit: number) {
  const origin = new URL(url).origin;
  const late = error instanceof Error && error.name === 'TimeoutError';
  const why = late ? `no answer within ${limit / 1000} s` : reasonOf(error);
  return new FailureError('unreachable', `${environment.name}: ${what} got no answer from ${origin}: ${why}`);
}

/** undici says only "fetch failed"; what happened is in the cause, which names hosts and ports but nothing that was sent. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code !== '' ? code : cause instanceof Error ? cause.message : String(cause);
}
