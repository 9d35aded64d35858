import { batch } from '../api.ts';
import { el, icon, show } from '../dom.ts';
import { titleOf, type EventIndex } from '../event-index.ts';
import { goTo, onLeave, refresh } from '../router.ts';
import type { SessionUser } from '../session.ts';
import { actionMenu } from './action-menu.ts';
import { assignButton } from './assign.ts';
import { auditTab } from './audit-tab.ts';
import { fullRecord, release } from './full-record.ts';
import { names } from './names.ts';
import { recordTab } from './record-tab.ts';
import { summaryTab } from './summary-tab.ts';
import type { Opened } from './opened.ts';

/** A record's page. It is found through the search index only: a record that is not indexed is not there. */
export async function recordPage(user: SessionUser, eventId: string, tab: string): Promise<void> {
  const query = { type: 'and', clauses: [{ id: eventId }] };
  const [{ results }] = (await batch(
    { path: 'event.search', input: { query, limit: 1, offset: 0 } },
    { path: 'event.draft.list' },
  )) as [{ results: EventIndex[] }, unknown];
  const [index] = results;
  if (index === undefined) throw new Error(`No event or draft found with id: ${eventId}`);
  const isMine = index.assignedTo === user.id;
  const event = isMine || tab === 'record' ? await fullRecord(eventId) : null;
  const opened = { user, index, event, isMine, names: await names(index, event) };
  const tabs = { summary: summaryTab, record: recordTab, audit: auditTab };
  const content = tabs[tab as keyof typeof tabs](opened);
  show(frame(opened, content));
  if (!isMine) onLeave(() => release(eventId));
}

function frame(opened: Opened, content: Node[]): HTMLElement {
  const { id } = opened.index;
  const tab = (label: string, path: string) =>
    el('button', { onclick: () => goTo(`/events/${id}${path}`) }, label);
  return el(
    'div',
    { id: 'readyDeclaration' },
    el('a', { href: '#maincontent' }, 'Skip to main content'),
    el('nav', {}),
    el(
      'section',
      {},
      el(
        'header',
        { id: 'page-title' },
        el('h1', {}, titleOf(opened.index)),
        tab('Summary', ''),
        tab('Record', '/record'),
        tab('Audit', '/audit'),
        assignButton(opened, refresh),
        actionMenu(opened, refresh),
        el(
          'button',
          { 'data-testid': 'exit-event', onclick: () => goTo('/workqueue/assigned-to-you') },
          icon(),
        ),
      ),
    ),
    el('main', { id: 'maincontent' }, ...content),
  );
}
