import { test } from '@playwright/test';
import { conversation, endConversations, type Conversation } from './conversation.ts';
import { recordedAnswers } from './recorded-answers.ts';

const recorded = recordedAnswers('events');
const files = recordedAnswers('files');

// One story: each part goes on with the records of those before, as it was recorded.
test.describe.configure({ mode: 'serial' });

let talk: Conversation;

test.beforeAll(async () => {
  talk = await conversation();
});

test.afterAll(endConversations);

async function repeat(...names: string[]): Promise<void> {
  for (const name of names) await talk.hold(name, recorded[name] ?? files[name]!);
}

interface Event {
  id: string;
  trackingId: string;
}

/** A draft that a recorded situation begins with. */
async function create(username: string, label: string, transaction: string): Promise<void> {
  const input = { type: 'birth', transactionId: transaction };
  const { id, trackingId } = await talk.call<Event>(username, 'event.create', input);
  talk.placeholders.set(`<eventId:${label}>`, id);
  talk.placeholders.set(`<trackingId:${label}>`, trackingId);
}

const assign = (label: string, transactionId: string) =>
  talk.call('k.mweene', 'event.actions.assignment.assign', {
    type: 'ASSIGN',
    eventId: label,
    transactionId,
    assignedTo: '<userId:k.mweene>',
  });

test('a draft is made once a transaction, seen by its creator alone, and can be deleted', async () => {
  await create('k.mweene', 'draft', '<uuid:10>');
  await repeat('event-create-same-transaction', 'event-get-draft', 'event-search-draft');
  await repeat('event-delete-draft', 'event-get-deleted-draft');
  await repeat('event-create-unknown-type', 'event-create-forbidden', 'event-create-missing-transactionId');
});

test('a declaration is refused for what is wrong with it', async () => {
  await repeat('event-create', 'upload-png', 'upload-pdf');
  await uploadAs('<file:mother>', 'events/<eventId>');
  await uploadAs('<file:signature>', '');
  await repeat('declare-missing-field', 'declare-empty', 'declare-missing-annotation');
  await repeat('declare-unknown-field', 'declare-hidden-field', 'declare-missing-file');
  await repeat('declare-invalid-value', 'register-before-declare');
});

test('a record is declared, and declaring it again with the same transaction changes nothing', async () => {
  await repeat('declare-ok', 'declare-same-transaction', 'event-search-declared', 'delete-declared');
});

test('a record is registered, and the caller is no longer assigned', async () => {
  await repeat('register-ok', 'register-not-assigned');
});

test('a record is read by those who may', async () => {
  await repeat('event-get-ok', 'event-get-no-scope', 'event-get-other-jurisdiction');
  await repeat('rest-get', 'rest-create');
});

test('a record is found by tracking id, number, name and status, within the jurisdiction', async () => {
  await repeat('event-search-trackingId', 'event-search-registrationNumber', 'event-search-name');
  await repeat('event-search-status', 'event-search-other-jurisdiction', 'rest-search');
});

test('batches answer in order, with 207 when only some succeed', async () => {
  await repeat('batch-query-get', 'batch-post-query', 'batch-query-mixed-errors');
});

test('a registered record takes one assignee and no removal', async () => {
  await repeat('archive-registered-not-assigned', 'assign-ok', 'assign-conflict');
  await repeat('unassign-other-forbidden', 'archive-registered', 'delete-registered', 'register-twice');
  await repeat('unassign-ok');
});

test("a clerk's declaration cannot be registered before it is validated, but archived", async () => {
  await create('k.cwalya', 'clerk', '<uuid:60>');
  await repeat('declare-by-clerk', 'register-by-clerk-forbidden');
  await assign('<eventId:clerk>', '<uuid:70>');
  await repeat('event-search-clerk-declared', 'register-not-validated');
  await repeat('archive-declared-no-reason', 'archive-declared');
  await repeat('event-get-archived', 'event-search-archived');
});

test('a duplicate is answered with 200 and not registered', async () => {
  await create('k.mweene', 'duplicate', '<uuid:78>');
  await repeat('declare-duplicate', 'event-search-duplicate', 'register-duplicate-not-assigned');
  await assign('<eventId:duplicate>', '<uuid:87>');
  await repeat('register-duplicate');
  await assign('<eventId:duplicate>', '<uuid:104>');
  await repeat('archive-duplicate');
});

test('a draft takes no other action, and unchecked values pass', async () => {
  await create('k.mweene', '3', '<uuid:112>');
  await repeat('register-without-declare-full-declaration', 'archive-draft', 'declare-unchecked-values');
  await repeat('declare-again', 'archive-declared-assigned');
});

test('a suspicion of being a duplicate can be lifted', async () => {
  await create('k.mweene', 'dupflow', '<uuid:123>');
  await talk.call('k.mweene', 'event.actions.declare.request', {
    ...(recorded['declare-duplicate']!.body as { json: object }).json,
    eventId: '<eventId:dupflow>',
    transactionId: '<uuid:126>',
  });
  await assign('<eventId:dupflow>', '<uuid:131>');
  await repeat('markNotDuplicate', 'event-search-after-markNotDuplicate');
  await assign('<eventId:dupflow>', '<uuid:901>');
  await talk.call('k.mweene', 'event.actions.archive.request', {
    ...(recorded['archive-declared']!.body as { json: object }).json,
    eventId: '<eventId:dupflow>',
    transactionId: '<uuid:902>',
  });
});

test('what the pages send is taken as it is', async () => {
  await repeat(
    'ui-batch-event-create',
    'ui-upload-ui-birth',
    'ui-upload-ui-mother',
    'ui-upload-ui-signature',
  );
  await repeat('ui-batch-declare', 'ui-batch-register');
});

async function uploadAs(transactionId: string, path: string): Promise<void> {
  const { body, answer, ...upload } = files['upload-png']!;
  const parts = (body as { '(multipart)': Record<string, string> })['(multipart)'];
  const form = { '(multipart)': { ...parts, transactionId, path } };
  const key = `${path === '' ? '' : `${path}/`}${transactionId}.png`;
  await talk.hold(`${String(answer)} → ${key}`, { ...upload, body: form, answer: key });
}
