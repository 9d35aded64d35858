import type { Field } from '../../farajaland/field.ts';
import { countryForm } from '../../forms/current-form.ts';
import { el, icon } from '../dom.ts';
import { goTo } from '../router.ts';
import type { SessionUser } from '../session.ts';
import { draftOf, fieldsShown, keepDraft, takeAnswer } from './draft.ts';
import { exit, formFrame, saveAndExit } from './form-frame.ts';
import type { Form } from './inputs/form.ts';
import { inputFor } from './inputs/inputs.ts';
import { places } from './places.ts';

const INTRODUCTION = 'introduction';

/** What the informant is told before the first question. */
const TOLD = [
  'We now declare the birth together.',
  'Everything that is said here must be true.',
  'A message says when the certificate can be fetched.',
  'Keep the certificate: it is asked for at school and at the doctor’s.',
];

/** A page of the form. Answers are kept in this profile as they are given. */
export async function formPage(user: SessionUser, eventId: string, pageId: string): Promise<void> {
  const { pages } = countryForm();
  const order = [INTRODUCTION, ...pages.map(({ id }) => id)];
  const at = order.indexOf(pageId);
  if (at === -1) return goTo(`/events/declare/${eventId}/pages/${INTRODUCTION}`);
  const draft = await draftOf(eventId);
  const content = el('div', {});
  const asked = new Map<string, Node[]>();
  const form: Form = {
    user,
    draft,
    places: await places(),
    answer: (fieldId, value) => {
      takeAnswer(draft, fieldId, value);
      void keepDraft(draft);
      draw();
    },
  };
  const nodes = (field: Field): Node[] => {
    const known = asked.get(field.id) ?? inputFor(field, form);
    asked.set(field.id, known);
    return known;
  };
  let shown = '';
  // An input that is typed into stays where it is: only other fields draw the page anew.
  const draw = () => {
    const fields = fieldsShown(draft, pageId);
    const ids = fields.map(({ id }) => id).join();
    if (ids === shown) return;
    shown = ids;
    for (const id of asked.keys()) if (!fields.some((field) => field.id === id)) asked.delete(id);
    content.replaceChildren(...fields.flatMap(nodes));
  };
  draw();
  await keepDraft(draft);
  const open = (path: string) => goTo(`/events/declare/${eventId}/${path}`);
  const next = order[at + 1];
  const title = pages[at - 1]?.title ?? 'Introduce the birth registration process to the informant';
  const told = el('ul', {}, el('p', {}, ...TOLD.map((line) => el('li', {}, line))));
  formFrame(
    'Birth',
    [saveAndExit(), exit(), el('nav', {}, el('button', {}, icon()))],
    [
      ...(at > 0 ? [el('button', { onclick: () => open(`pages/${order[at - 1]}`) }, icon(), 'Back')] : []),
      el('div', { id: 'content-name' }, title),
      ...(at === 0 ? [told] : [content]),
      el('button', { onclick: () => open(next === undefined ? 'review' : `pages/${next}`) }, 'Continue'),
      el('button', { onclick: () => open('review') }, 'Go to review'),
    ],
  );
}
