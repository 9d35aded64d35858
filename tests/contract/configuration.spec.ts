import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { conversation, endConversations, type Conversation } from './conversation.ts';

interface Field {
  page: string;
  id: string;
  type: string;
  required?: boolean;
  secured?: boolean;
  conditional?: boolean;
  options?: string[];
}

interface Served {
  id: string;
  declaration: { pages: { id: string; fields: ServedField[] }[] };
}

interface ServedField {
  id: string;
  type: string;
  required: boolean;
  secured?: boolean;
  conditionals: { type: string }[];
  options?: { value: string }[];
}

const recorded = JSON.parse(readFileSync(new URL('./data/birth-fields.json', import.meta.url), 'utf8')) as {
  topLevelKeys: string[];
  fields: Field[];
};

/** Fields of the real form through which an identity is verified elsewhere, and plain decoration. */
const LEFT_OUT = /query-params|http-fetch|fetch-loader|ivider|^child\.nid$/;

let talk: Conversation;

test.beforeAll(async () => {
  talk = await conversation('reads');
});

test.afterAll(endConversations);

/** Which event types a deployment serves, and in which order, is its own. */
async function servedBirth(): Promise<Served | undefined> {
  const served = await talk.call<Served[]>('k.mweene', 'event.config.get', undefined);
  return served.find(({ id }) => id === 'birth');
}

test('the birth form has the fields of the real one, with their kind, need, secrecy and options', async () => {
  const birth = await servedBirth();
  expect(Object.keys(birth!).sort()).toEqual([...recorded.topLevelKeys].sort());
  const served = birth!.declaration.pages.flatMap((page) =>
    page.fields.map((field) => ({
      page: page.id,
      id: field.id,
      type: field.type,
      ...(field.required ? { required: true } : {}),
      ...(field.secured === true ? { secured: true } : {}),
      ...(field.conditionals.some(({ type }) => type === 'SHOW') ? { conditional: true } : {}),
      ...(field.options === undefined ? {} : { options: field.options.map(({ value }) => value) }),
    })),
  );
  const isCompared = ({ id }: Field) => !LEFT_OUT.test(id);
  expect(served.filter(isCompared)).toEqual(recorded.fields.filter(isCompared));
});

test('the rules of the form speak of the answers as the real ones do', async () => {
  const birth = await servedBirth();
  const fields = birth!.declaration.pages.flatMap((page) => page.fields);
  const location = fields.find(({ id }) => id === 'child.birthLocation');
  expect(location?.conditionals).toEqual([
    {
      type: 'SHOW',
      conditional: {
        type: 'object',
        properties: {
          $form: {
            type: 'object',
            properties: { 'child.placeOfBirth': { const: 'HEALTH_FACILITY' } },
            required: ['child.placeOfBirth'],
          },
        },
        required: ['$form'],
      },
    },
  ]);
});
