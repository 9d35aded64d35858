import type { MiddlewareHandler } from 'hono';

/** One line a request on standard output. Queries stay out: they carry tokens, signatures and citizens' names. */
export const requestLog =
  (name: string): MiddlewareHandler =>
  async (context, next) => {
    const startedAt = performance.now();
    await next();
    const took = Math.round(performance.now() - startedAt);
    console.log(`${name} ${context.req.method} ${context.req.path} ${context.res.status} ${took}ms`);
  };
