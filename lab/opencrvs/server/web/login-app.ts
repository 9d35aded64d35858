import { Hono } from 'hono';

/** The login page's own redirect to the client, in front of the page. */
export function withClientRedirect(page: Hono, clientUrl: string): Hono {
  const app = new Hono();
  app.get('/register', (context) => {
    const { search } = new URL(context.req.url);
    return context.redirect(`${clientUrl}/${search}`, 302);
  });
  app.route('/', page);
  return app;
}
