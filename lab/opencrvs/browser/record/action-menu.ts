import { el, icon } from '../dom.ts';
import { assignDialog, unassignDialog } from './assign.ts';
import type { Opened } from './opened.ts';

const BY_STATUS: Record<string, string[]> = {
  DECLARED: ['Escalate', 'Archive', 'Reject', 'Register'],
  REGISTERED: ['Escalate', 'Print', 'Correct', 'Issue a verifiable credential'],
};

/** What can be done with the record; only assigning and unassigning do something here. */
export function actionMenu(opened: Opened, changed: () => void): HTMLElement {
  const menu = el('nav', {});
  const item = (label: string, onclick?: () => void) => el('li', { onclick }, icon(), label);
  const open = (box: HTMLElement) => {
    list.remove();
    menu.after(box);
  };
  const list = el(
    'ul',
    { id: 'action-Dropdown-Content', class: 'menu' },
    opened.index.assignedTo === undefined && item('Assign', () => open(assignDialog(opened, changed))),
    ...(BY_STATUS[opened.index.status] ?? []).map((label) => item(label)),
    opened.index.assignedTo !== undefined && item('Unassign', () => open(unassignDialog(opened, changed))),
  );
  const toggle = () => (list.isConnected ? list.remove() : menu.append(list));
  menu.append(el('button', { 'data-testid': 'action-dropdownMenu', onclick: toggle }, 'Action', icon()));
  return menu;
}
