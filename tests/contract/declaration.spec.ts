import { randomBytes } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { noisePng } from '../../lab/seed/png.ts';
import { conversation, endConversations, type Conversation } from './conversation.ts';
import { holdPage } from './hold-page.ts';
import { recordedAnswers } from './recorded-answers.ts';
import { visitor } from './visitor.ts';

// A declaration is made page by page.
test.describe.configure({ mode: 'serial' });

let talk: Conversation;
let page: Page;
let eventId: string;

test.beforeAll(async ({ browser }) => {
  talk = await conversation();
  page = await visitor(browser, talk);
});

test.afterAll(endConversations);

const fill = (placeholder: string) => talk.placeholders.fill(placeholder);
const [CHILD, MOTHER] = ['<word:Pamtetvop> <word:Lojvuvmikv>', '<word:Cuhpuffuw> <word:Xumzekkonm>'];

/** What this deployment calls a place. */
const nameOf = (placeholder: string) =>
  [...talk.names].find(([, candidate]) => candidate === placeholder)?.[0] ?? '';

async function expectAria(name: string, part = 'body'): Promise<void> {
  const born = fill('<child.dob:ui>');
  const words = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  const [yyyy = '', mm = '', dd = ''] = born.split('-');
  const own = talk.placeholders.entries().filter(([name]) => /^<(?:word|informant-email)\b/.test(name));
  const values = {
    ...Object.fromEntries(own.map(([placeholder, value]) => [value, placeholder])),
    [new Date(born).toLocaleDateString('en-GB', words)]: '<child.dob in words>',
    [`"dd": "${dd}"`]: '"dd": "<dd>"',
    [`"mm": "${mm}"`]: '"mm": "<mm>"',
    [`"yyyy": "${yyyy}"`]: '"yyyy": "<yyyy>"',
  };
  await holdPage(page.locator(part), name, talk, { values });
}

const proceed = async (next: string) => {
  await page.getByText('Continue', { exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/${next}$`));
};

async function choose(field: string, option: string): Promise<void> {
  await page.locator(`#${field}`).click();
  await page.locator(`#${field}`).getByText(option, { exact: true }).last().click();
}

async function name(person: string): Promise<void> {
  const [firstname = '', surname = ''] = fill(person).split(' ');
  await page.locator('#firstname').fill(firstname);
  await page.locator('#surname').fill(surname);
}

async function date(field: string, iso: string): Promise<void> {
  const [yyyy = '', mm = '', dd = ''] = iso.split('-');
  await page.locator(`#${field}-dd`).fill(dd);
  await page.locator(`#${field}-mm`).fill(mm);
  await page.locator(`#${field}-yyyy`).fill(yyyy);
}

async function attach(
  field: string,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.locator(`button[name="${field}"]`).click();
  await (await chooser).setFiles(file);
}

const png = (fileName: string) => ({
  name: fileName,
  mimeType: 'image/png',
  buffer: noisePng(64, 48, randomBytes),
});

test('what is to be declared is asked, and going on makes a draft', async () => {
  await page.locator('#header-new-event').click();
  await expect(page).toHaveURL(`${talk.urls.client}/events/create`);
  await expectAria('form-event-type');
  await page.getByLabel('Birth').check();
  const created = page.waitForResponse(/event\.create/);
  await proceed('pages/introduction');
  const [answer] = (await (await created).json()) as [{ result: { data: { json: { id: string } } } }];
  eventId = answer.result.data.json.id;
  await expect(page).toHaveURL(`${talk.urls.client}/events/declare/${eventId}/pages/introduction`);
  await expectAria('form-introduction');
});

test('a draft without answers says what is required', async () => {
  await page.getByText('Go to review', { exact: true }).click();
  await expect(page.locator('main')).toContainText("Child's name");
  const rows = page.locator('main').getByRole('row', { name: 'Required' });
  await expect(rows.filter({ hasText: /Child's name|Sex|Place of delivery|Relationship/ })).toHaveCount(4);
  await page.goto(`${talk.urls.client}/events/declare/${eventId}/pages/introduction`);
  await proceed('pages/child');
});

test('the child', async () => {
  await expectAria('form-child-empty');
  await name(CHILD);
  await choose('child____gender', 'Female');
  await date('child____dob', fill('<child.dob:ui>'));
  await choose('child____placeOfBirth', 'Health Institution');
  await page.locator('#child____birthLocation').fill(nameOf('<facility>'));
  await page.locator('[id^="locationOption"]').getByText(nameOf('<facility>'), { exact: true }).click();
  await expectAria('form-child');
  await proceed('pages/informant');
});

test('the informant', async () => {
  await expectAria('form-informant-empty');
  await choose('informant____relation', 'Mother');
  await page.locator('#informant____email').fill(fill('<informant-email>'));
  await expectAria('form-informant');
  await proceed('pages/mother');
});

test('the mother, whose province and district are those of the office', async () => {
  await expectAria('form-mother-empty');
  await name(MOTHER);
  await date('mother____dob', '1995-05-12');
  await choose('mother____idType', 'None');
  await page.locator('#village').click();
  await page.locator('[id^="locationOption"]').getByText(nameOf('<village>'), { exact: true }).click();
  await expectAria('form-mother');
  await proceed('pages/father');
});

test('the father, of whom nothing is known', async () => {
  await expectAria('form-father-empty');
  await page.getByLabel("Father's details are not available").check();
  await page.locator('#father____reason').fill('unknown');
  await expectAria('form-father');
  await proceed('pages/documents');
});

test('documents: another kind of file and one too large are refused, the others uploaded at once', async () => {
  await expectAria('form-documents-empty');
  const birth = 'documents____proofOfBirth';
  await attach(birth, { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('text') });
  await expectAria('form-documents-bad-type');
  await attach(birth, { name: 'large.png', mimeType: 'image/png', buffer: Buffer.alloc(6 * 1024 * 1024) });
  await expectAria('form-documents-too-big');
  const uploaded = page.waitForResponse(/\/api\/upload$/);
  await attach(birth, png('up1.png'));
  expect(await (await uploaded).text()).toMatch(new RegExp(`^events/${eventId}/[0-9a-f-]{36}\\.png$`));
  await expect(page.getByRole('button', { name: 'Notification of birth', exact: true })).toBeVisible();
  const mother = page.locator('#documents____proofOfMother').first();
  await expect(page.locator('button[name="documents____proofOfMother"]')).toBeDisabled();
  await mother.getByText('Select...').click();
  await mother.getByText('National ID', { exact: true }).click();
  await attach('documents____proofOfMother', png('up2.png'));
  await expectAria('form-documents-uploaded');
  await proceed('review');
});

test('the review shows all of it, and takes comment and signature', async () => {
  await expectAria('form-review');
  await page.locator('#review____comment').fill('synthetic');
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  const box = (await page.locator('#review____signature_canvas_element').boundingBox())!;
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 60, { steps: 5 });
  await page.mouse.up();
  await page.locator('#review____signature_modal').getByRole('button', { name: 'Apply' }).click();
  await expectAria('form-review-signed');
});

test('it is registered after a question, and the page is left at once', async () => {
  await page.getByRole('button', { name: 'Action', exact: true }).click();
  await expectAria('form-review-action-menu', '#action-Dropdown-Content');
  await page.locator('#action-Dropdown-Content').getByText('Register', { exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('Register the Birth?');
  const declaring = page.waitForRequest(/event\.actions\.declare/);
  const registered = page.waitForResponse(/event\.actions\.register/);
  await page.locator('#confirm_Declare').click();
  await expect(page).toHaveURL(/\/workqueue\/assigned-to-you$/);
  // Hidden answers go as explicit nothing, others not at all.
  const recorded = recordedAnswers('events')['ui-batch-declare']!.body as Sent;
  const sent = (await declaring).postDataJSON() as Sent;
  expect(shapeOf(sent[0].json)).toEqual(shapeOf(recorded[0].json));
  const [answer] = (await (await registered).json()) as [
    { result: { data: { json: { actions: Action[] } } } },
  ];
  expect(answer.result.data.json.actions).toContainEqual(
    expect.objectContaining({ type: 'REGISTER', status: 'Accepted' }),
  );
});

type Sent = Record<'0', { json: Record<string, unknown> & { declaration: Record<string, unknown> } }>;

const shapeOf = ({ declaration, ...rest }: Sent['0']['json']) => ({
  ...Object.fromEntries(Object.keys(rest).map((key) => [key, typeof rest[key]])),
  declaration: Object.fromEntries(
    Object.entries(declaration).map(([key, value]) => [key, value === null ? null : typeof value]),
  ),
});

interface Action {
  type: string;
  status: string;
}

test('a draft is deleted after a question', async () => {
  await page.locator('#header-new-event').click();
  await page.getByLabel('Birth').check();
  await proceed('pages/introduction');
  await page.getByText('Go to review', { exact: true }).click();
  await page.getByRole('button', { name: 'Action', exact: true }).click();
  await page.locator('#action-Dropdown-Content').getByText('Delete declaration', { exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('Delete draft?');
  const deleted = page.waitForResponse(/event\.delete/);
  await page.locator('#confirm_delete').click();
  expect((await deleted).status()).toBe(200);
  await expect(page).toHaveURL(/\/workqueue\//);
});
