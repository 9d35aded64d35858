import type { Locator, Page } from '@playwright/test';
import { FailureError } from '../../base/outcome.ts';
import type { ShownRecord as RecordFacts } from '../../facts/staging.ts';
import { at, type Environment } from '../environment.ts';
import { DEADLINE } from './deadlines.ts';
import { assertOwn, onPage } from './page-failure.ts';
import type { Selectors } from './selectors.ts';
import { shownIn } from './shown-file.ts';
import type { ShownFile } from './shown-file.ts';

/** The page of one record with its fields and files. */
export class RecordPage {
  constructor(
    private readonly page: Page,
    private readonly environment: Environment,
    private readonly selectors: Selectors['record'],
  ) {}

  /**
   * Opens a record by its address. Rejects with a TroubleError: `missing` when the client says that there is no such record,
   * `unreachable` when it could not fetch what belongs to it (its object store, as a rule).
   */
  open(eventId: string): Promise<void> {
    return this.step('the record page', async () => {
      await this.page.goto(at(this.environment.clientUrl, this.selectors.path(eventId)));
      assertOwn(this.page, this.environment);
      const failure = this.page.getByRole('heading', { name: this.selectors.failure, exact: true });
      await this.fields().first().or(failure).first().waitFor({ timeout: DEADLINE.recordOpen });
      if (await failure.isVisible()) throw failureOf(await this.page.locator('body').innerText());
    });
  }

  /** The title and every field with the text it shows. */
  read(): Promise<RecordFacts> {
    return this.step('the record page', async () => {
      const { title, fieldPrefix } = this.selectors;
      const shown = await this.fields().evaluateAll((rows) =>
        rows.map((row) => {
          const { dataset, innerText } = row as HTMLElement;
          return [dataset.testid ?? '', innerText.replace(/\s+/g, ' ').trim()] as const;
        }),
      );
      return {
        title: (await this.page.locator(title).first().innerText()).trim(),
        fields: Object.fromEntries(shown.map(([id, text]) => [id.slice(fieldPrefix.length), text])),
      };
    });
  }

  /** Chooses every entry of the pane's dropdown in turn and describes what the pane then shows. */
  lookThroughDropdown(): Promise<ShownFile[]> {
    return this.step(
      'the pane with the documents',
      async () => {
        const { dropdown, option, documents, pdfFailure } = this.selectors;
        const select = this.page.locator(dropdown);
        const options = this.page.locator(option);
        const shown: ShownFile[] = [];
        // How many there are is known once the list is open.
        for (let index = 0, count = await select.count(); index < count; index++) {
          await select.click();
          await options.first().waitFor();
          count = await options.count();
          const label = await options.nth(index).innerText();
          await options.nth(index).click();
          await select.filter({ hasText: label }).waitFor({ timeout: DEADLINE.file });
          await options.first().waitFor({ state: 'hidden' });
          shown.push(await shownIn(this.page.locator(documents), pdfFailure, DEADLINE.file));
        }
        return shown;
      },
      DEADLINE.files,
    );
  }

  /** Opens the links of a field one after another and describes what the preview shows. */
  lookThroughPreviews(fieldId: string): Promise<ShownFile[]> {
    return this.step(
      `the preview of ${fieldId}`,
      async () => {
        const { fieldTestId, preview, previewClose, pdfFailure } = this.selectors;
        const links = this.page.getByTestId(fieldTestId(fieldId)).getByRole('button');
        const modal = this.page.locator(preview);
        const shown: ShownFile[] = [];
        for (let index = 0; index < (await links.count()); index++) {
          await links.nth(index).click();
          await modal.waitFor({ timeout: DEADLINE.file });
          shown.push(await shownIn(modal, pdfFailure, DEADLINE.file));
          await this.page.locator(previewClose).click();
          await modal.waitFor({ state: 'hidden', timeout: DEADLINE.file });
        }
        return shown;
      },
      DEADLINE.files,
    );
  }

  /** Describes the signature's image. */
  lookAtSignature(fieldId: string): Promise<ShownFile> {
    const { fieldTestId, pdfFailure } = this.selectors;
    return this.step('the signature', () =>
      shownIn(this.page.getByTestId(fieldTestId(fieldId)), pdfFailure, DEADLINE.file),
    );
  }

  /** A picture of the page, as evidence. */
  picture(): Promise<Buffer> {
    return this.step('a picture of the record page', () => this.page.screenshot({ fullPage: true }));
  }

  private step<T>(what: string, step: () => Promise<T>, limit?: number): Promise<T> {
    return onPage(this.page, what, step, limit);
  }

  private fields(): Locator {
    return this.page.locator(`[data-testid^="${this.selectors.fieldPrefix}"]`);
  }
}

function failureOf(text: string): FailureError {
  return /No event or draft found/.test(text)
    ? new FailureError('missing', 'the client says that it finds no such record')
    : new FailureError('unreachable', `the client could not show the record: ${text.split('\n')[1] ?? ''}`);
}
