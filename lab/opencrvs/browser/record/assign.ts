import { ask } from '../api.ts';
import { el, icon } from '../dom.ts';
import { downloaded, release } from './full-record.ts';
import type { Opened } from './opened.ts';

const dialog = (heading: HTMLElement, text: HTMLElement | string, ...buttons: HTMLElement[]): HTMLElement => {
  const box = el('div', { role: 'dialog' }, heading);
  const close = () => box.remove();
  box.append(el('button', { onclick: close }, icon()), text, ...buttons);
  for (const button of buttons) button.addEventListener('click', close);
  return box;
};

/** Asks whether to take the record, takes it and downloads it. */
export function assignDialog({ index, user }: Opened, changed: () => void): HTMLElement {
  const assign = async () => {
    const transactionId = crypto.randomUUID();
    await downloaded(index.id);
    const input = { type: 'ASSIGN', eventId: index.id, transactionId, assignedTo: user.id };
    await ask('event.actions.assignment.assign', input);
    await downloaded(index.id);
    changed();
  };
  return dialog(
    el('h1', {}, 'Assign record?'),
    'While it is assigned to you, nobody else can work on this record.',
    el('button', { id: 'assign', 'data-testid': 'assign', onclick: () => void assign() }, 'Assign'),
    el('button', { id: 'cancel', 'data-testid': 'cancel' }, 'Cancel'),
  );
}

/** Asks whether to give the record back, and does. */
export function unassignDialog({ index }: Opened, changed: () => void): HTMLElement {
  const unassign = async () => {
    const input = { type: 'UNASSIGN', eventId: index.id, transactionId: crypto.randomUUID() };
    await ask('event.actions.assignment.unassign', input);
    await release(index.id);
    changed();
  };
  return dialog(
    el('h2', {}, 'Unassign record?'),
    el('p', {}, 'Changes that have not been sent will be lost.'),
    el('button', { id: 'cancel_unassign', 'data-testid': 'cancel_unassign' }, 'Cancel'),
    el(
      'button',
      { id: 'confirm_unassign', 'data-testid': 'confirm_unassign', onclick: () => void unassign() },
      'Unassign',
    ),
  );
}

/** The button beside the tabs: assigns a free record, or shows whose it is. */
export function assignButton(opened: Opened, changed: () => void): HTMLElement {
  if (opened.index.assignedTo !== undefined) {
    return el('button', { id: 'undefined-icon', 'aria-label': 'User avatar' }, icon());
  }
  const button = el(
    'button',
    { id: 'undefined-icon', 'data-testid': 'undefined-icon', 'aria-label': 'Assign record' },
    icon(),
  );
  button.addEventListener('click', () => button.after(assignDialog(opened, changed)));
  return button;
}
