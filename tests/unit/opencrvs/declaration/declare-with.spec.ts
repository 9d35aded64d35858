import { expect, test } from '@playwright/test';
import { AnswerError, type Rejection } from '../../../../helpers/opencrvs/api/ask.ts';
import { rejectionsIn } from '../../../../helpers/opencrvs/api/procedure.ts';
import type { EventDocument } from '../../../../helpers/opencrvs/api/event-document.ts';
import type { DeclaredParts } from '../../../../helpers/opencrvs/declaration/declared-parts.ts';
import { declareWith } from '../../../../helpers/opencrvs/declaration/declare-with.ts';
import type { FormField } from '../../../../helpers/opencrvs/declaration/event-form.ts';
import type { OwnDetails } from '../../../../helpers/opencrvs/declaration/own-details.ts';
import { recorded } from '../replay.ts';
import { NOW, OWN, served, surveyOfForm } from './plan-of.ts';

const TAKEN = { id: 'taken' } as EventDocument;
const FIELDS: FormField[] = [
  { id: 'child.name', type: 'NAME', required: true, label: { defaultMessage: "Child's name" } },
  { id: 'kind', type: 'SELECT', required: true, options: [{ value: 'A' }, { value: 'B' }] },
  { id: 'extra', type: 'TEXT' },
  { id: 'mail', type: 'EMAIL', required: true },
  { id: 'phone', type: 'PHONE' },
];

/** Sends to a server that says what `judge` says, and tells what came to it. */
async function declaring(
  judge: (parts: DeclaredParts, attempt: number) => Rejection[],
  own: OwnDetails = OWN,
): Promise<{ sent: DeclaredParts[]; outcome: unknown }> {
  const sent: DeclaredParts[] = [];
  const outcome = await declareWith({
    environment: 'production',
    survey: surveyOfForm(served(FIELDS)),
    own,
    runToken: 'TOKEN7',
    now: NOW,
    send: (parts) => {
      sent.push(parts);
      const rejections = judge(parts, sent.length);
      if (rejections.length === 0) return Promise.resolve(TAKEN);
      return Promise.reject(new AnswerError('unexpected', 'rejected', 400, rejections));
    },
    rejectionsIn: (error) => (error instanceof AnswerError ? error.rejections : []),
  }).catch((error: unknown) => error);
  return { sent, outcome };
}

test('a declaration that is taken is sent once, without what nobody asked for', async () => {
  const { sent, outcome } = await declaring(() => []);
  expect(outcome).toBe(TAKEN);
  expect(sent.map(({ declaration }) => Object.keys(declaration))).toEqual([['child.name', 'kind', 'mail']]);
});

test('an answer that the server does not like is given otherwise', async () => {
  const { sent, outcome } = await declaring(({ declaration }) =>
    declaration['kind'] === 'A' ? [{ id: 'kind', message: 'Invalid input' }] : [],
  );
  expect(outcome).toBe(TAKEN);
  expect(sent.map(({ declaration }) => declaration['kind'])).toEqual(['A', 'B']);
});

test('what the server misses is answered, what it says is hidden or unknown is left out', async () => {
  const { sent, outcome } = await declaring((_, attempt) =>
    attempt > 1
      ? []
      : [
          { id: 'extra', message: 'Required' },
          { id: 'child.name.firstname', message: 'Hidden or disabled field should not receive a value' },
        ],
  );
  expect(outcome).toBe(TAKEN);
  expect(Object.keys(sent[1]?.declaration ?? {})).toEqual(['kind', 'extra', 'mail']);
});

test('a server that is never content is asked six times, then the field, the answer and the remedy are said', async () => {
  const { sent, outcome } = await declaring(() => [{ id: 'child.name', message: 'No such name' }]);
  expect(sent).toHaveLength(6);
  expect(new Set(sent.map(({ declaration }) => JSON.stringify(declaration['child.name']))).size).toBe(6);
  expect(outcome).toMatchObject({
    reason: 'refused',
    message: expect.stringMatching(
      /in 6 attempts: child\.name \(Child's name\): sent \{"firstname".*“No such name”.*"child\.name".*REGISTRATION_TEMPLATE/,
    ),
  });
});

test("the administrator's own answer is not changed, and not repeated in the message", async () => {
  const { sent, outcome } = await declaring(() => [{ id: 'mail', message: 'Invalid email address' }]);
  expect(sent).toHaveLength(1);
  expect(outcome).toMatchObject({
    message: expect.stringMatching(
      /mail: sent the value of TEST_INFORMANT_EMAIL.*“Invalid email address”; give TEST_INFORMANT_EMAIL a/,
    ),
  });
  expect((outcome as Error).message).not.toContain(OWN.informantEmail);
});

test('when no other answer is left, the last one and what was said of it are told', async () => {
  const { sent, outcome } = await declaring(() => [{ id: 'kind', message: 'Neither will do' }]);
  expect(sent).toHaveLength(2);
  expect(outcome).toMatchObject({
    message: expect.stringMatching(/in 2 attempts: kind: sent "B"; the server said “Neither will do”/),
  });
});

test('what is missed and may not be invented is said with the key to set', async () => {
  const { outcome } = await declaring(() => [{ id: 'phone', message: 'Required' }], {
    informantEmail: 'a@example.org',
  });
  expect(outcome).toMatchObject({
    message: expect.stringMatching(
      /phone: sent nothing; the server said “Required”; set TEST_INFORMANT_PHONE/,
    ),
  });
});

test('the template is not changed either', async () => {
  const template = { path: 'registration.template.json', answers: { kind: 'B' } };
  const { sent, outcome } = await declaring(() => [{ id: 'kind', message: 'Invalid input' }], {
    ...OWN,
    template,
  });
  expect(sent).toHaveLength(1);
  expect(outcome).toMatchObject({ reason: 'refused' });
});

test('a failure that says nothing of fields is passed on', async () => {
  const { sent, outcome } = await declaring(() => {
    throw new Error('the line is cut');
  });
  expect(sent).toHaveLength(1);
  expect(outcome).toMatchObject({ message: 'the line is cut' });
});

test('a template is held to the form: unknown fields with the likely one, options that there are', async () => {
  const answers = { 'child.nam': {}, kind: 'C', extra: null };
  const { sent, outcome } = await declaring(() => [], { ...OWN, template: { path: 'mine.json', answers } });
  expect(sent).toEqual([]);
  expect(outcome).toMatchObject({
    exitCode: 2,
    message: [
      'mine.json does not fit the form for “birth”:',
      '  “child.nam” is not a field of the form; did you mean “child.name”?',
      '  “kind” must be one of A, B',
    ].join('\n'),
  });
});

test('what OpenCRVS 2.0.0 was recorded to say of fields is understood', () => {
  const said = (answer: { body: unknown }) => rejectionsIn(JSON.stringify(answer.body));
  expect(said(recorded.declareMissingField)).toEqual([
    { id: 'child.name', message: 'Required' },
    { id: 'informant.email', message: 'Required' },
  ]);
  expect(said(recorded.declareUnknownField)).toEqual([
    { id: 'foo.bar', message: 'not found in event config' },
  ]);
  expect(said(recorded.registerNotAssigned)).toEqual([]);
});
