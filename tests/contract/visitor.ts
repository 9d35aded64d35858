import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Conversation } from './conversation.ts';

interface Visit {
  /** As which recorded user; the registrar unless said. */
  username?: string;
  /** Done to the profile before it sees the client. */
  prepare?: (context: BrowserContext) => Promise<void>;
}

/** A fresh browser profile that is logged in, at `path` of the client, its PIN created. */
export async function visitor(
  browser: Browser,
  talk: Conversation,
  path = '/',
  { username = 'k.mweene', prepare = () => Promise.resolve() }: Visit = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await prepare(context);
  const page = await context.newPage();
  const token = await talk.tokenOf(username);
  await page.goto(`${talk.urls.client}${path}?token=${token}&lang=en`);
  await createPin(page);
  return page;
}

export async function createPin(page: Page): Promise<void> {
  for (const title of ['Create a PIN', 'Re-enter your PIN']) {
    await page.locator('#title-text').getByText(title).waitFor();
    await page.locator('#pin-input').click();
    await page.keyboard.type('1010');
  }
}
