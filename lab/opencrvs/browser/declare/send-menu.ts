import { ask } from '../api.ts';
import { el, icon } from '../dom.ts';
import { goTo } from '../router.ts';
import { declarationOf, dropDraft, type Draft } from './draft.ts';
import { missingIn, missingInReview } from './missing.ts';
import { HOME } from './form-frame.ts';

interface Question {
  title: string;
  text: string;
  confirm: string;
  /** Part of the buttons' ids. */
  id: string;
}

/** What can be done with a declaration. What is not complete can be put aside or deleted, not sent. */
export function sendMenu(draft: Draft): HTMLElement[] {
  const menu = el('nav', {});
  const isComplete = () =>
    missingIn(draft.answers).size === 0 && missingInReview(draft.annotation).size === 0;
  const asks = (question: Question, work: () => Promise<void>) => () => {
    list.remove();
    menu.after(confirmation(question, () => void work()));
  };
  const whenComplete = (open: () => void) => () => isComplete() && open();
  const item = (label: string, onclick: () => void) => el('li', { onclick }, icon(), label);
  const send = (register: boolean) => async () => {
    // The page is left at once; what it sends is on its way meanwhile.
    goTo(HOME);
    await declare(draft, register);
    await dropDraft(draft);
  };
  const remove = async () => {
    await ask('event.delete', { eventId: draft.eventId, transactionId: crypto.randomUUID() });
    await dropDraft(draft);
    goTo(HOME);
  };
  const list = el(
    'ul',
    { id: 'action-Dropdown-Content', class: 'menu' },
    item('Register', whenComplete(asks(REGISTER, send(true)))),
    item('Declare', whenComplete(asks(DECLARE, send(false)))),
    item('Save & Exit', () => goTo(HOME)),
    item('Delete declaration', asks(DELETE, remove)),
  );
  const toggle = () => (list.isConnected ? list.remove() : menu.append(list));
  menu.append(el('button', { 'data-testid': 'action-dropdownMenu', onclick: toggle }, 'Action', icon()));
  return [menu, el('button', { onclick: () => goTo(HOME) }, icon())];
}

/** As OpenCRVS 2.0.0 does it: one transaction for both, the assignment kept in between. */
async function declare(draft: Draft, register: boolean): Promise<void> {
  const { eventId, annotation } = draft;
  const transactionId = crypto.randomUUID();
  await ask('event.actions.declare.request', {
    declaration: declarationOf(draft),
    annotation,
    eventId,
    transactionId,
    ...(register ? { keepAssignmentIfAccepted: true } : {}),
  });
  if (!register) return;
  await ask('event.actions.register.request', { declaration: {}, annotation, eventId, transactionId });
}

const REGISTER = {
  title: 'Register the Birth?',
  text: 'What is registered can be changed by a correction only, and never be removed.',
  confirm: 'Register',
  id: 'Declare',
};

const DECLARE = {
  title: 'Declare the Birth?',
  text: 'The declaration goes to those who register it.',
  confirm: 'Confirm',
  id: 'Declare',
};

const DELETE = {
  title: 'Delete draft?',
  text: 'Nothing of this declaration will be left.',
  confirm: 'Confirm',
  id: 'delete',
};

function confirmation({ title, text, confirm, id }: Question, work: () => void): HTMLElement {
  const close = () => box.remove();
  const button = (label: string, name: string, onclick: () => void) =>
    el('button', { id: `${name}_${id}`, 'data-testid': `${name}_${id}`, onclick }, label);
  const confirmed = () => {
    close();
    work();
  };
  const box = el(
    'div',
    { role: 'dialog' },
    el('h1', {}, title),
    el('button', { onclick: close }, icon()),
    el('p', {}, text),
    button('Cancel', 'cancel', close),
    button(confirm, 'confirm', confirmed),
  );
  return box;
}
