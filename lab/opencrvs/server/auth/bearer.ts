import type { Context, MiddlewareHandler } from 'hono';
import type { Claims, Tokens } from './token.ts';

/** What a route behind `requireToken` may rely on. */
export interface Authenticated {
  Variables: { claims: Claims };
}

const refuse = (context: Context, reason: string, body: object) => {
  context.header('www-authenticate', `Token error="${reason}"`);
  context.header('cache-control', 'no-cache');
  return context.json(body, 401);
};

const MISSING = { statusCode: 401, error: 'Unauthorized', message: 'Missing authentication' };

/** Lets only bearers of a valid token pass; the three refusals are told apart as the gateway does. */
export const requireToken =
  (tokens: Tokens): MiddlewareHandler<Authenticated> =>
  async (context, next) => {
    const token = /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '')?.[1];
    if (token === undefined) return refuse(context, 'token is null', MISSING);
    const claims = tokens.read(token);
    if (claims === null) return refuse(context, 'Invalid token format', MISSING);
    if (tokens.isInvalidated(token)) {
      const error = 'Invalid credentials';
      return refuse(context, error, {
        statusCode: 401,
        error: 'Unauthorized',
        message: error,
        attributes: { error },
      });
    }
    context.set('claims', claims);
    return next();
  };
