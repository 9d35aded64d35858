import type { Browser, Page } from '@playwright/test';
import type { Session } from '../api/session.ts';
import { at } from '../environment.ts';
import { DEADLINE } from './deadlines.ts';
import { inFreshProfile } from './fresh-profile.ts';
import { assertOwn, onPage } from './page-failure.ts';
import { PinPage } from './pin-page.ts';
import { RecordPage } from './record-page.ts';
import { SearchPage } from './search-page.ts';
import { selectorsFor } from './selectors.ts';
import { WorkqueuePage } from './workqueue-page.ts';

/** The client as one person with a fresh profile has it open. */
export interface Client {
  page: Page;
  search: SearchPage;
  record: RecordPage;
  workqueue: WorkqueuePage;
}

/**
 * Opens the client in a fresh profile, logged in, and hands it to `look`; the profile is gone afterwards. Fresh, because the
 * client keeps files in a cache that outlives their loss. `onRequest` is told the address of every request of the profile,
 * the service worker's own included.
 */
export function withClient<T>(
  browser: Browser,
  session: Session,
  look: (client: Client) => Promise<T>,
  onRequest: (url: string) => void = () => undefined,
): Promise<T> {
  const { proxy } = session.environment;
  // Wide enough for the pane with the files; traces are never started: they would hold the token.
  const options = {
    viewport: { width: 1440, height: 1000 },
    serviceWorkers: 'allow',
    locale: 'en-GB',
    ...(proxy === undefined ? {} : { proxy: { server: proxy } }),
  } as const;
  return inFreshProfile(browser, options, async (page, context) => {
    context.on('request', (request) => onRequest(request.url()));
    return look(await openClient(page, session));
  });
}

async function openClient(page: Page, session: Session): Promise<Client> {
  const { environment } = session;
  const selectors = selectorsFor(session.generation);
  const open = async (): Promise<void> => {
    await page.goto(at(environment.clientUrl, `?token=${encodeURIComponent(session.token())}&lang=en`));
    assertOwn(page, environment);
    await new PinPage(page, selectors.pin).create();
    await page.locator(selectors.home).waitFor({ timeout: DEADLINE.clientReady });
    // Before the service worker is in charge and has its cache, the client would show no file.
    await page.waitForFunction(
      async (prefix) =>
        navigator.serviceWorker.controller !== null &&
        (await caches.keys()).some((name) => name.startsWith(prefix)),
      selectors.filesCache,
      { timeout: DEADLINE.clientReady },
    );
  };
  await onPage(page, `the client of ${environment.name}`, open, DEADLINE.open);
  return {
    page,
    search: new SearchPage(page, environment.clientUrl, selectors.search),
    record: new RecordPage(page, environment, selectors.record),
    workqueue: new WorkqueuePage(page, environment.clientUrl, selectors.workqueue),
  };
}
