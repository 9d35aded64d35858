import { expect, test } from '@playwright/test';
import { integrationsOf } from '../../../helpers/opencrvs/integrations.ts';
import { replay, sessionAt, type Answer } from './replay.ts';

const tRpc = (json: unknown): Answer => ({ status: 200, body: { result: { data: { json } } } });

const formWith = (...types: string[]): Answer =>
  tRpc([
    {
      id: 'birth',
      declaration: {
        label: '',
        pages: [{ id: 'mother', title: '', fields: types.map((type) => ({ id: `mother.${type}`, type })) }],
      },
      actions: [],
    },
  ]);

const client = (name: string, ...scopes: string[]) => ({ name, scopes });

async function seenWith(form: Answer, clients: Answer) {
  await using server = await replay({
    'GET /events/event.config.get': form,
    'GET /events/integrations.list': clients,
  });
  return await integrationsOf(sessionAt(server.url));
}

test('names the identity service of the form and the clients that learn of records', async () => {
  const clients = tRpc([
    client('Statistics', 'type=record.search', 'type=record.read'),
    client('Health ministry', 'webhook'),
    client('Hospital', 'type=record.create', 'type=record.notify'),
  ]);
  expect(await seenWith(formWith('TEXT', 'VERIFICATION_STATUS'), clients)).toEqual({
    seen: [
      'an identity service (mother.VERIFICATION_STATUS)',
      'the system client “Statistics”',
      'the system client “Health ministry”',
    ],
    hidden: null,
  });
});

for (const [status, says] of [
  [403, /may not list/],
  [404, /lists no system clients/],
] as const) {
  test(`clients that are not listed (${status}) may be there all the same`, async () => {
    const { seen, hidden } = await seenWith(formWith('TEXT'), { status, body: { message: 'no' } });
    expect(seen).toEqual([]);
    expect(hidden).toMatch(says);
  });
}

test('no answer is not taken for none', async () => {
  await expect(seenWith(formWith('TEXT'), { status: 500, body: {} })).rejects.toThrow(/500/);
});
