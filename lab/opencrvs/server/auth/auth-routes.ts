import { Hono } from 'hono';
import type { AuthService } from './auth-service.ts';
import { rateLimit } from './rate-limit.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

const failure = (statusCode: number, error: string, message: string) =>
  new Response(JSON.stringify({ statusCode, error, message }), {
    status: statusCode,
    headers: { 'content-type': JSON_TYPE, 'cache-control': 'no-cache' },
  });

/**
 * The auth service as the gateway passes it on: rate limited by user name or nonce, its JSON labelled as bytes, and an
 * unreadable body or a missing key an internal error (all recorded from OpenCRVS 2.0.0).
 */
export function gatewayAuthRoutes(auth: AuthService, version: string): Hono {
  const routes = new Hono();
  const allowed = rateLimit();
  routes.post('/:name', async (context) => {
    const name = context.req.param('name');
    const body: unknown = await context.req.json().catch(() => undefined);
    const key = limitKey(name, body);
    if (key === null) {
      return failure(500, 'Internal Server Error', 'An internal server error occurred');
    }
    if (!allowed(key)) {
      return failure(
        402,
        'Rate limit exceeded',
        'Too many requests within a minute. Please throttle your requests.',
      );
    }
    const answer = await auth.answer(name, body);
    if (answer === null) return failure(404, 'Not Found', 'Not Found');
    return new Response(JSON.stringify(answer.body), {
      status: answer.status,
      headers: {
        'content-type': 'application/octet-stream',
        'cache-control': 'no-cache',
        'x-version': version,
      },
    });
  });
  return routes;
}

/** The auth service as login page and client reach it below their own origin: without rate limit and version. */
export function directAuthRoutes(auth: AuthService): Hono {
  const routes = new Hono();
  routes.post('/:name', async (context) => {
    let body: unknown;
    try {
      body = await context.req.json();
    } catch {
      return failure(400, 'Bad Request', 'Invalid request payload JSON format');
    }
    const answer = await auth.answer(context.req.param('name'), body);
    if (answer === null) return failure(404, 'Not Found', 'Not Found');
    return new Response(JSON.stringify(answer.body), {
      status: answer.status,
      headers: { 'content-type': JSON_TYPE, 'cache-control': 'no-cache' },
    });
  });
  return routes;
}

/** What the calls are counted by; null when the body lacks it. */
function limitKey(name: string, body: unknown): string | null {
  const given = (body ?? {}) as Record<string, unknown>;
  const value = { authenticate: given.username, verifyCode: given.nonce }[name] ?? given.token;
  return typeof value === 'string' ? `${name}:${value}` : null;
}
