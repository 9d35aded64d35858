import type { Page } from '@playwright/test';
import { DEADLINE } from './deadlines.ts';
import type { Selectors } from './selectors.ts';

/** The client refuses four equal digits and runs like 1234. No secret: it dies with the browser's profile. */
const PIN = '1010';

/** The lock of the client: a fresh profile has to choose a PIN, twice, before anything else. */
export class PinPage {
  constructor(
    private readonly page: Page,
    private readonly selectors: Selectors['pin'],
  ) {}

  async create(): Promise<void> {
    const title = this.page.locator(this.selectors.title);
    await this.page
      .locator(this.selectors.input)
      .waitFor({ state: 'attached', timeout: DEADLINE.clientReady });
    const first = await title.innerText();
    await this.type();
    await title.filter({ hasNotText: first }).waitFor({ timeout: DEADLINE.file });
    await this.type();
    await this.page
      .locator(this.selectors.input)
      .waitFor({ state: 'detached', timeout: DEADLINE.clientReady });
  }

  private async type(): Promise<void> {
    // The input lies invisible behind four dots: it takes keys, but no click.
    await this.page.locator(this.selectors.input).focus();
    await this.page.keyboard.type(PIN);
  }
}
