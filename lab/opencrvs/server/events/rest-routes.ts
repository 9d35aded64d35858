import { Hono, type Context } from 'hono';
import { requireToken, type Authenticated } from '../auth/bearer.ts';
import type { Tokens } from '../auth/token.ts';
import type { Procedures } from '../trpc/procedure.ts';
import { TrpcError } from '../trpc/trpc-error.ts';
import { call } from '../trpc/trpc-routes.ts';
import { reindexAll, type Registry } from './event-service.ts';

/** The plain JSON form of some procedures, and the rebuilding of the search index. */
export function restRoutes(registry: Registry, procedures: Procedures, tokens: Tokens, version: string) {
  const routes = new Hono<Authenticated>();
  const authenticated = requireToken(tokens);

  const give = async (
    context: Context<Authenticated>,
    path: string,
    read: () => unknown,
  ): Promise<Response> => {
    context.header('x-version', version);
    context.header('cache-control', 'no-cache');
    try {
      const procedure = procedures[path];
      if (procedure === undefined) throw new TrpcError('NOT_FOUND');
      return context.json((await call(procedure, await read(), context.get('claims'))) as object);
    } catch (error) {
      if (!(error instanceof TrpcError)) throw error;
      const { code, message, httpStatus } = error;
      return context.json({ message, code, data: { code, httpStatus, path } }, httpStatus as 400);
    }
  };

  routes.get('/config', authenticated, (context) => give(context, 'event.config.get', () => undefined));
  routes.post('/events', authenticated, (context) => give(context, 'event.create', () => context.req.json()));
  routes.post('/events/search', authenticated, (context) =>
    give(context, 'event.search', () => context.req.json()),
  );
  routes.post('/events/reindex', authenticated, async (context) => {
    if (!context.get('claims').scope.includes('type=record.reindex')) {
      const code = 'FORBIDDEN';
      return context.json({ message: code, code, data: { code, httpStatus: 403 } }, 403);
    }
    const indexed = await reindexAll(registry);
    console.log(`reindexed ${indexed} records`);
    return context.json({ status: 'completed', indexed });
  });
  routes.get('/events/:eventId', authenticated, (context) =>
    give(context, 'event.get', () => ({ eventId: context.req.param('eventId') })),
  );
  return routes;
}
