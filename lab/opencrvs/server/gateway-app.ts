import { Hono } from 'hono';
import { COUNTRY_CONFIG } from '../farajaland/country-config.ts';
import { gatewayAuthRoutes } from './auth/auth-routes.ts';
import type { AuthService } from './auth/auth-service.ts';
import type { Tokens } from './auth/token.ts';
import type { Registry } from './events/event-service.ts';
import { eventProcedures } from './events/procedures.ts';
import { restRoutes } from './events/rest-routes.ts';
import { documentRoutes, type DocumentSettings } from './files/document-routes.ts';
import { trpcRoutes } from './trpc/trpc-routes.ts';

export interface GatewayParts {
  registry: Registry;
  auth: AuthService;
  tokens: Tokens;
  documents: DocumentSettings;
}

/** The gateway: everything that a client of the API talks to, on its own origin and below `/api` of the pages. */
export function gatewayApp({ registry, auth, tokens, documents }: GatewayParts): Hono {
  const { version } = documents;
  const app = new Hono();

  app.use('*', async (context, next) => {
    await next();
    const { headers } = context.res;
    if (headers.get('content-type') === 'application/json') {
      headers.set('content-type', 'application/json; charset=utf-8');
    }
    headers.set('access-control-expose-headers', 'X-Version,WWW-Authenticate,Server-Authorization');
    headers.append('vary', 'origin');
    const origin = context.req.header('origin');
    if (origin !== undefined && !isRefusedPreflight(context.req.raw))
      headers.set('access-control-allow-origin', origin);
  });
  app.options('*', (context) => {
    if (isRefusedPreflight(context.req.raw)) {
      const text = 'CORS error: Missing Access-Control-Request-Method header';
      return context.json({ statusCode: 404, error: 'Not Found', message: text }, 404, {
        'cache-control': 'no-cache',
      });
    }
    return context.body(null, 200, {
      'access-control-allow-headers': 'Accept,Authorization,Content-Type,If-None-Match',
      'access-control-allow-methods': context.req.header('access-control-request-method') ?? 'POST',
      'access-control-max-age': '86400',
      'cache-control': 'no-cache',
      'content-length': '0',
      'x-version': version,
    });
  });

  const mark = { 'x-version': version, 'cache-control': 'no-cache' };
  app.get('/ping', (context) => context.json({ success: true }, 200, { ...mark, 'accept-ranges': 'bytes' }));
  app.get('/publicConfig', (context) => context.json({ config: COUNTRY_CONFIG }, 200, mark));
  app.get('/config', (context) => context.json({ config: COUNTRY_CONFIG, systems: [] }, 200, mark));
  app.route('/auth', gatewayAuthRoutes(auth, version));
  app.route('/', documentRoutes(registry.store, tokens, documents));
  const procedures = eventProcedures(registry);
  app.route('/events', restRoutes(registry, procedures, tokens, version));
  app.route('/events', trpcRoutes(procedures, tokens, version));
  // Not `notFound`: that one would not hold where the gateway is mounted below a page's own origin.
  app.all('*', (context) =>
    context.json({ statusCode: 404, error: 'Not Found', message: 'Not Found' }, 404, {
      'cache-control': 'no-cache',
    }),
  );
  app.onError((error, context) => {
    console.log(`internal error: ${error.message}`);
    const message = 'An internal server error occurred';
    return context.json({ statusCode: 500, error: 'Internal Server Error', message }, 500);
  });
  return app;
}

/** A preflight that does not say for what. */
const isRefusedPreflight = ({ method, headers }: Request): boolean =>
  method === 'OPTIONS' && !headers.has('access-control-request-method');
