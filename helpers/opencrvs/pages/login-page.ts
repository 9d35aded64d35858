import type { Locator, Page } from '@playwright/test';
import { TroubleError } from '../../outcome.ts';
import { at } from '../environment.ts';
import type { Environment } from '../environment.ts';
import { DEADLINE } from './deadlines.ts';
import { onPage } from './page-trouble.ts';
import type { Selectors } from './selectors.ts';

/** The login application: user name and password, then the second factor, then it sends the browser to the client. */
export class LoginPage {
  constructor(
    private readonly page: Page,
    private readonly environment: Environment,
    private readonly selectors: Selectors['login'],
  ) {}

  /** Logs in as a person would; done when the browser has left for the client. */
  async login(): Promise<void> {
    const { username, password, secondFactor, loginUrl, clientUrl } = this.environment;
    await onPage(`the login page of ${this.environment.name}`, async () => {
      await this.page.goto(at(loginUrl, ''));
      await this.page.locator(this.selectors.ready).first().waitFor({ timeout: DEADLINE.clientReady });
      await this.page.locator(this.selectors.username).fill(username);
      await this.page.locator(this.selectors.password).fill(password);
      await this.page.locator(this.selectors.submit).click();
      const code = this.page.locator(this.selectors.code);
      await this.accepted(code, 'the user name or the password');
      await code.fill(await secondFactor());
      await this.page.locator(this.selectors.submit).click();
      await this.page.waitForURL((url) => url.origin === new URL(clientUrl).origin, {
        timeout: DEADLINE.clientReady,
      });
    });
  }

  /** Waits for the next step, or for the message that what was given is wrong. */
  private async accepted(next: Locator, given: string): Promise<void> {
    const refusal = this.page.locator(this.selectors.refusal);
    await next.or(refusal).first().waitFor({ timeout: DEADLINE.searchDone });
    if (await refusal.isVisible())
      throw new TroubleError('refused', `${this.environment.name}: the login page did not accept ${given}`);
  }
}
