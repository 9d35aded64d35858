import type { Hono } from 'hono';

/**
 * The app's answers, with a line a request on standard output. Queries stay out of it: they carry tokens, signatures and
 * citizens' names.
 */
export const logged =
  (name: string, app: Hono) =>
  async (request: Request): Promise<Response> => {
    const startedAt = performance.now();
    const response = await app.fetch(request);
    const took = Math.round(performance.now() - startedAt);
    console.log(`${name} ${request.method} ${new URL(request.url).pathname} ${response.status} ${took}ms`);
    return response;
  };
