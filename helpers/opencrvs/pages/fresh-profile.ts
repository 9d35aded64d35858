import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { DEADLINE } from './deadlines.ts';

/**
 * One page in a profile of its own, for `work`; the profile is gone afterwards. Nothing of what a page may start gets further
 * than the page: downloads are refused, windows that it opens are closed, dialogs are dismissed.
 */
export async function inFreshProfile<T>(
  browser: Browser,
  options: BrowserContextOptions,
  work: (page: Page, context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ ...options, acceptDownloads: false });
  context.setDefaultTimeout(DEADLINE.action);
  try {
    const page = await context.newPage();
    context.on('page', (other) => void other.close().catch(() => undefined));
    context.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
    return await work(page, context);
  } finally {
    await closed(context);
  }
}

/** A page that answers nothing may keep its profile from closing: then it ends with the browser. */
async function closed(context: BrowserContext): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, DEADLINE.close);
  });
  await Promise.race([context.close().catch(() => undefined), late]);
  clearTimeout(timer);
}
