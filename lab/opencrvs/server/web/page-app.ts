import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { directAuthRoutes } from '../auth/auth-routes.ts';
import type { AuthService } from '../auth/auth-service.ts';

export interface PageSettings {
  /** Folder of the built browser assets. */
  assetsDir: string;
  /** Name of the page's HTML file in it. */
  page: string;
  /** Given to the page as `window.config`. */
  config: Record<string, unknown>;
  /** Service worker script served at this path, from the file of the same name. */
  serviceWorker?: string;
}

const TYPES: Record<string, string> = {
  js: 'text/javascript',
  mjs: 'text/javascript',
  css: 'text/css',
  map: 'application/json',
};

/**
 * What the web server in front of a page does: the API below the page's own origin, the built assets, and the page itself for
 * every other path, whatever its extension.
 */
export function pageApp(gateway: Hono, auth: AuthService, settings: PageSettings): Hono {
  const { assetsDir } = settings;
  const app = new Hono();
  app.route('/api/auth', directAuthRoutes(auth));
  app.get('/api/countryconfig/*', (context) => context.json({}, 200));
  app.route('/api', gateway);

  const file = (name: string) => {
    const bytes = new Uint8Array(readFileSync(join(assetsDir, name)));
    return new Response(bytes, {
      headers: { 'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream' },
    });
  };
  app.get('/assets/:name{[\\w.-]+}', (context) => file(context.req.param('name')));
  app.get('/config.js', () => {
    const script = `window.config = ${JSON.stringify(settings.config)};`;
    return new Response(script, { headers: { 'content-type': 'text/javascript' } });
  });
  const { serviceWorker } = settings;
  if (serviceWorker !== undefined) {
    app.get(`/${serviceWorker}`, () => file(serviceWorker));
  }
  const html = readFileSync(join(assetsDir, settings.page), 'utf8');
  app.get('*', () => new Response(html, { headers: { 'content-type': 'text/html' } }));
  return app;
}
