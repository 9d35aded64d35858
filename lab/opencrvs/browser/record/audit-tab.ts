import { roleLabel } from '../../farajaland/roles.ts';
import type { Action } from '../../server/events/event-document.ts';
import { el, icon } from '../dom.ts';
import type { Opened } from './opened.ts';

const LABELS: Record<string, string> = {
  ASSIGN: 'Assigned',
  UNASSIGN: 'Unassigned',
  DECLARE: 'Declared',
  REGISTER: 'Registered',
  READ: 'Viewed',
  ARCHIVE: 'Archived',
  REJECT: 'Rejected',
  DUPLICATE_DETECTED: 'Flagged as potential duplicate',
  MARK_AS_NOT_DUPLICATE: 'Marked not a duplicate',
};

/** The record's log, ten entries at a time; empty unless the record is assigned to the user. */
export function auditTab(opened: Opened): Node[] {
  const title = el('div', { id: 'content-name' }, 'Audit');
  if (!opened.isMine || opened.event === null) return [title];
  const shown = opened.event.actions
    .filter(({ type, status }) => type in LABELS && status === 'Accepted')
    .slice(0, 10);
  const heads = { action: 'Action', date: 'Date', user: 'By', role: 'Role', location: 'Location' };
  return [
    title,
    el(
      'div',
      { id: 'listTable-task-history' },
      el(
        'div',
        { class: 'row' },
        ...Object.entries(heads).map(([id, label]) => el('span', { id: `${id}-label` }, label)),
      ),
      ...shown.map((action, index) => row(action, index, opened)),
    ),
  ];
}

const row = (action: Action, index: number, { names }: Opened) =>
  el(
    'div',
    { id: `row_${index}`, class: 'row' },
    el('button', {}, LABELS[action.type] ?? action.type),
    el('span', {}, timeText(action.createdAt)),
    el('button', { id: 'profile-link' }, icon(), names.person(action.createdBy)),
    el('span', {}, roleLabel(action.createdByRole)),
    el('button', {}, names.place(action.createdAtLocation)),
  );

/** `November 23, 2026 · 01.10 AM` */
function timeText(iso: string): string {
  const time = new Date(iso);
  const date = time.toLocaleDateString('en-US', { month: 'long', day: 'numeric', year: 'numeric' });
  const clock = time.toLocaleTimeString('en-US', { hour: '2-digit', minute: '2-digit' });
  return `${date} · ${clock.replace(':', '.')}`;
}
