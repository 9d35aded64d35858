import type { Page } from '@playwright/test';
import { at } from '../environment.ts';
import { DEADLINE } from './deadlines.ts';
import { onPage } from './page-failure.ts';
import type { Selectors } from './selectors.ts';

/** One of the lists of records that wait for somebody. */
export class WorkqueuePage {
  constructor(
    private readonly page: Page,
    private readonly clientUrl: string,
    private readonly selectors: Selectors['workqueue'],
  ) {}

  /** Opens the queue of registered births and tells whether its first page has a row with this name. */
  listsRegistered(name: string): Promise<boolean> {
    const { registered: slug } = this.selectors;
    return onPage(this.page, `the workqueue ${slug}`, async () => {
      await this.page.goto(at(this.clientUrl, this.selectors.path(slug)));
      const rows = this.page.locator(this.selectors.row);
      const row = rows.filter({ has: this.page.getByRole('button', { name, exact: true }) });
      // An empty queue shows no row at all: then the deadline decides.
      return row
        .first()
        .waitFor({ timeout: DEADLINE.searchDone })
        .then(
          () => true,
          () => false,
        );
    });
  }
}
