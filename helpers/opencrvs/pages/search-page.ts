import type { Page } from '@playwright/test';
import type { SearchBoxHits } from '../../facts/staging.ts';
import { DEADLINE } from './deadlines.ts';
import { onPage } from './page-failure.ts';
import type { Selectors } from './selectors.ts';

/** The client's search box and the list that it leads to. */
export class SearchPage {
  constructor(
    private readonly page: Page,
    private readonly clientUrl: string,
    private readonly selectors: Selectors['search'],
  ) {}

  /** Searches for a term as a person does and counts the rows, and those that carry `name` as a whole. */
  find(term: string, name: string): Promise<SearchBoxHits> {
    return onPage(this.page, 'the search box', async () => {
      const { input, submit, row, none } = this.selectors;
      await this.page.locator(input).fill(term);
      await this.page.locator(submit).click();
      await this.page.waitForURL(
        (url) => url.origin === new URL(this.clientUrl).origin && url.searchParams.get('term') === term,
        { timeout: DEADLINE.searchDone },
      );
      // The heading repeats the term, also in other languages than English.
      await this.page
        .locator(this.selectors.heading, { hasText: term })
        .waitFor({ timeout: DEADLINE.searchDone });
      const rows = this.page.locator(row);
      await rows.or(this.page.locator(none)).first().waitFor({ timeout: DEADLINE.searchDone });
      const title = this.page.getByRole('button', { name, exact: true });
      return { rows: await rows.count(), named: await rows.filter({ has: title }).count() };
    });
  }
}
