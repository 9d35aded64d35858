import { expect, test, type Browser } from '@playwright/test';
import { login } from '../../helpers/opencrvs/api/login.ts';
import { registerBirth } from '../../helpers/opencrvs/register-birth.ts';
import { LAB_PERSON } from '../../lab/hosts/person.ts';
import { conversation, endConversations, type Conversation } from './conversation.ts';
import { needsItsOwnStores } from './facts.ts';
import { recordedAnswers } from './recorded-answers.ts';

const recorded = recordedAnswers('events');
const files = recordedAnswers('files');

let talk: Conversation;

test.beforeEach(async () => {
  // How a deployment's own service answers is not ours to say.
  needsItsOwnStores();
  talk = await conversation();
});

test.afterEach(endConversations);

interface Entry {
  type: string;
  status: string;
  registrationNumber?: string;
}

interface Indexed {
  status: string;
  flags: string[];
  assignedTo?: string;
}

/** Registers the recorded birth where the country's own service answers with 202; gives the log. */
async function registrationOf(answer: 'accepted' | 'rejected', afterMs: number): Promise<Entry[]> {
  await talk.registry.restart({ registration: { answer, afterMs } });
  await talk.repeat(recorded['event-create']!);
  for (const name of ['upload-png', 'upload-pdf']) await talk.repeat(files[name]!);
  const key = (template: string) => talk.placeholders.fill(template);
  await talk.upload('k.mweene', key('events/<eventId>/<file:mother>.png'), Buffer.from('x'));
  await talk.upload('k.mweene', key('<file:signature>.png'), Buffer.from('x'));
  await talk.hold('declare-ok', recorded['declare-ok']!);
  const { json } = recorded['register-ok']!.body as { json: object };
  const { actions } = await talk.call<{ actions: Entry[] }>(
    'k.mweene',
    'event.actions.register.request',
    json,
  );
  return actions.filter(({ type }) => type === 'REGISTER');
}

async function indexed(): Promise<Indexed> {
  const query = { type: 'and', clauses: [{ id: '<eventId>' }] };
  const input = { query, limit: 1, offset: 0 };
  const { results } = await talk.call<{ results: [Indexed] }>('k.mweene', 'event.search', input);
  return results[0];
}

test('a registration that is confirmed elsewhere waits, declared, with a flag', async () => {
  const entries = await registrationOf('accepted', 600_000);
  expect(entries).toEqual([expect.objectContaining({ status: 'Requested' })]);
  const found = await indexed();
  expect([found.status, found.flags]).toEqual(['DECLARED', ['validated', 'register:requested']]);
  expect(found.assignedTo).toBe(talk.placeholders.fill('<userId:k.mweene>'));
});

test('the confirmation registers it, and a number comes with it', async () => {
  await registrationOf('accepted', 300);
  await expect.poll(async () => (await indexed()).status).toBe('REGISTERED');
  expect((await indexed()).flags).toEqual(['pending-first-certificate-issuance']);
  const { actions } = await talk.call<{ actions: Entry[] }>('k.mweene', 'event.get', {
    eventId: '<eventId>',
  });
  const accepted = actions.find(({ type, status }) => type === 'REGISTER' && status === 'Accepted');
  expect(accepted?.registrationNumber).toMatch(/^[0-9A-Z]{12}$/);
});

test('a refusal leaves it declared, with a flag, and nobody assigned', async () => {
  await registrationOf('rejected', 300);
  await expect.poll(async () => (await indexed()).flags).toContain('register:rejected');
  const found = await indexed();
  expect(found.status).toBe('DECLARED');
  expect(found.flags).not.toContain('register:requested');
  expect(found.assignedTo).toBeUndefined();
});

/** The harness's own test birth, where the country's own service answers later. */
async function testBirth(browser: Browser, answer: 'accepted' | 'rejected') {
  await talk.registry.restart({ registration: { answer, afterMs: 1_000 } });
  const { client, login: loginUrl, gateway, files: filesUrl } = talk.urls;
  const session = await login({
    name: 'production',
    clientUrl: client,
    loginUrl,
    gatewayUrl: gateway,
    filesUrl,
    ...talk.userOf('k.mweene'),
  });
  return registerBirth(session, browser, {
    runToken: 'TOKEN',
    own: { informantEmail: LAB_PERSON.informantEmail },
  });
}

test('the harness waits for the confirmation', { tag: '@no-fact' }, async ({ browser }) => {
  const { registrationNumber } = await testBirth(browser, 'accepted');
  expect(registrationNumber).toMatch(/^[0-9A-Z]{12}$/);
});

test('the harness tells a refusal', { tag: '@no-fact' }, async ({ browser }) => {
  await expect(testBirth(browser, 'rejected')).rejects.toMatchObject({ reason: 'refused' });
});
