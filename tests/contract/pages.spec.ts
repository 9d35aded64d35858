import { expect, test, type Page } from '@playwright/test';
import { recordedAria } from './aria.ts';
import { conversation, endConversations, type Conversation } from './conversation.ts';
import { holdPage } from './hold-page.ts';
import { registeredRecord, type RegisteredRecord } from './registered-record.ts';
import { createPin, visitor } from './visitor.ts';

// Later tests go on with what earlier ones did to the one record.
test.describe.configure({ mode: 'serial' });

let talk: Conversation;
let record: RegisteredRecord;

test.beforeAll(async () => {
  talk = await conversation();
  record = await registeredRecord(talk);
});

test.afterAll(endConversations);

/** Holds a page, or the part that was recorded, to how a real one was read. */
async function expectAria(
  page: Page,
  name: string,
  part = 'body',
  trim?: (text: string) => string,
): Promise<void> {
  const dob = talk.placeholders.fill('<child.dob>');
  const words = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  const own = Object.fromEntries(
    talk.placeholders
      .entries()
      .filter(([placeholder]) => /^<(?:word|nid|informant-email)\b/.test(placeholder))
      .map(([placeholder, value]) => [value, placeholder]),
  );
  const values = {
    ...own,
    [record.trackingId]: '<trackingId>',
    [record.registrationNumber]: '<registrationNumber>',
    [record.eventId]: '<eventId>',
    [dob]: '<child.dob>',
    [new Date(dob).toLocaleDateString('en-GB', words)]: '<child.dob in words>',
  };
  await holdPage(page.locator(part), name, talk, { values, ...(trim === undefined ? {} : { trim }) });
}

const firstLines = (name: string) => (text: string) =>
  text.split('\n').slice(0, recordedAria(name).split('\n').length).join('\n');

/** The child's name, as everybody calls the record. */
const childName = () => talk.placeholders.fill('<word:Nephelfig> <word:Pamleqtazx>');

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('logging in: both steps, their refusals, the PIN, home, and out again', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${talk.urls.client}/`);
  await expect(page).toHaveURL(`${talk.urls.login}/?lang=en`);
  await expect(page.locator('#Box img')).toHaveAttribute('src', /^data:/);
  await expectAria(page, 'login');
  const { username, password, secondFactor } = talk.userOf('k.mweene');
  await page.locator('#username').fill(username);
  await page.locator('#password').fill('wrong');
  await page.getByTestId('login-mobile-submit').click();
  await expectAria(page, 'login-bad-password');
  await page.locator('#password').fill(password);
  await button(page, 'Login').click();
  await expect(page).toHaveURL(`${talk.urls.login}/step-two`);
  await expectAria(page, 'login-2fa');
  await page.locator('#code').fill('111111');
  await page.locator('#login-mobile-submit').click();
  await expectAria(page, 'login-2fa-bad-code');
  await page.locator('#code').fill(await secondFactor());
  await page.locator('#login-mobile-submit').click();
  await expectAria(page, 'pin-create');
  await expect(page).toHaveURL(`${talk.urls.client}/`);
  await createPin(page);
  await expect(page).toHaveURL(/\/workqueue\/assigned-to-you$/);
  await expect(page.locator('main')).toContainText('Assigned to you');
  await expectAria(page, 'home', 'body', (text) => text.split('\n- main')[0] ?? '');
  await page.locator('#ProfileMenu-dropdownMenu button').click();
  await expectAria(page, 'profile-menu', '#ProfileMenu-dropdownMenu ul');
  await page.locator('#ProfileMenu-dropdownMenu').getByRole('listitem').filter({ hasText: 'Logout' }).click();
  await expect(page).toHaveURL(`${talk.urls.login}/?lang=en`);
  await context.close();
});

test('an address is come back to after the login', async ({ browser }) => {
  const page = await browser.newPage();
  await page.goto(`${talk.urls.client}/events/${record.eventId}`);
  await expect(page).toHaveURL(new RegExp(`\\?lang=en&redirectTo=/events/${record.eventId}$`));
  const { username, password, secondFactor } = talk.userOf('k.mweene');
  await page.locator('#username').fill(username);
  await page.locator('#password').fill(password);
  await page.locator('#login-mobile-submit').click();
  await page.locator('#code').fill(await secondFactor());
  await page.locator('#login-mobile-submit').click();
  await createPin(page);
  await expect(page.getByTestId('tracking-id-value')).toHaveText(record.trackingId);
  await expect(page).toHaveURL(`${talk.urls.client}/events/${record.eventId}`);
  await page.close();
});

test('a PIN that is too simple is not taken', async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${talk.urls.client}/?token=${await talk.tokenOf('k.mweene')}`);
  for (const pin of ['1111', '1234']) {
    await page.locator('#pin-input').click();
    await page.keyboard.type(pin);
    await expect(page.locator('#error-text')).toBeVisible();
    await expect(page.locator('#title-text')).toHaveText('Create a PIN');
  }
  await context.close();
});

test('the box finds by tracking id, number and name, or says that there is nothing', async ({ browser }) => {
  const page = await visitor(browser, talk);
  const nid = talk.placeholders.fill('<nid:8184173840>');
  for (const term of [record.trackingId, record.registrationNumber, childName(), nid]) {
    await page.locator('#searchText').fill(term);
    await page.locator('#searchIconButton').click();
    await expect(page.locator('#content-name')).toHaveText(`Search result for “${term}”`);
    await expect(page.getByTestId('row-item')).toHaveCount(1);
    await expectAria(page, 'search-one-hit', 'main');
  }
  await page.locator('#searchText').fill('ZZZZZZ');
  await page.locator('#searchText').press('Enter');
  await expect(page.locator('#no-record')).toBeVisible();
  await expectAria(page, 'search-no-hit', 'main');
  await page.locator('#navigation_workqueue_pending-certification').click();
  const row = page.getByTestId('row-item').filter({ hasText: childName() });
  await expect(row.getByRole('button', { name: 'Print' })).toBeDisabled();
  await page.context().close();
});

test('a record shows its summary, and all of it on the Record tab', async ({ browser }) => {
  const page = await visitor(browser, talk, `/events/${record.eventId}`);
  await expectAria(page, 'record-summary');
  await button(page, 'Record').click();
  await expectAria(page, 'record-record');
  await page.locator('#select_document').click();
  await expectAria(page, 'record-document-dropdown', '#document_section');
  await page.locator('[id*="-option-1"]').click();
  await expectAria(page, 'record-second-document', '#document_section');
  await page.locator('#select_document').click();
  await page.locator('[id*="-option-2"]').click();
  await expect(page.locator('#document_section canvas')).toHaveJSProperty('width', 200);
  await expectAria(page, 'record-pdf-document', '#document_section');
  const field = page.getByTestId('row-value-documents.proofOfMother');
  await field.getByRole('button', { name: 'National ID' }).click();
  await expectAria(page, 'record-preview-modal', '#preview_image_field');
  await page.getByTestId('preview_close').click();
  await expect(page.locator('#preview_image_field')).toHaveCount(0);
  await button(page, 'Audit').click();
  await expectAria(page, 'record-audit-unassigned', 'main');
  await page.getByTestId('action-dropdownMenu').click();
  await expectAria(page, 'record-action-menu-unassigned', '#action-Dropdown-Content');
  await page.context().close();
});

test('a record is assigned, shows more to its assignee, and is given back', async ({ browser }) => {
  const page = await visitor(browser, talk, `/events/${record.eventId}/audit`);
  await button(page, 'Assign record').click();
  await expectAria(page, 'assign-modal', '[role=dialog]');
  await page.locator('#assign').click();
  await expect(button(page, 'User avatar')).toBeVisible();
  await expectAria(page, 'record-audit-assigned', 'main', firstLines('record-audit-assigned'));
  await button(page, 'Summary').click();
  await expectAria(page, 'record-summary-assigned', 'main');
  await page.getByTestId('action-dropdownMenu').click();
  await expectAria(page, 'record-action-menu', '#action-Dropdown-Content');
  await page.locator('#action-Dropdown-Content').getByText('Unassign', { exact: true }).click();
  await expectAria(page, 'unassign-modal', '[role=dialog]');
  await page.locator('#confirm_unassign').click();
  await expect(page.getByTestId('assignedTo-value')).toHaveText('Not assigned');
  await page.context().close();
});

test('a record outside the jurisdiction and one that does not exist are not there', async ({ browser }) => {
  const page = await visitor(browser, talk, `/events/${record.eventId}`, { username: 'n.siame' });
  await expectAria(page, 'record-not-indexed');
  await page.getByRole('button', { name: 'Back to home' }).click();
  await expect(page).toHaveURL(/\/workqueue\/assigned-to-you$/);
  await page.context().close();
});

test('a login page of another version than the server asks for a reload and shows no form', async ({
  page,
}) => {
  await page.route('**/api/publicConfig', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'x-version': '2.0.1' } });
  });
  const complaint = page.waitForEvent('console', (message) => message.text() === 'VERSION_MISMATCH');
  await page.goto(`${talk.urls.login}/`);
  await complaint;
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.locator('#username')).toHaveCount(0);
});

test('without a service worker the client installs for ever', async ({ browser }) => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/')) asked.push(request.url());
  });
  await page.goto(`${talk.urls.client}/?token=${await talk.tokenOf('k.mweene')}`);
  await expect(page.getByText('Installing application...')).toBeVisible();
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBe(null);
  expect(asked).toEqual([]);
  await context.close();
});
