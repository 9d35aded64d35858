import { countryForm } from '../forms/current-form.ts';
import { ask } from './api.ts';
import { el, icon } from './dom.ts';
import { framed } from './frame.ts';
import { goTo } from './router.ts';
import type { SessionUser } from './session.ts';
import { timeAgo, titleOf, type EventIndex } from './event-index.ts';

interface Found {
  results: EventIndex[];
  total: number;
}

/** What the one search box asks: number, tracking id, identity number or name, whichever the term is. */
function quickSearch(term: string) {
  const named = (field: string, type: 'fuzzy' | 'exact') => ({
    eventType: 'birth',
    data: { [field]: { type, term } },
  });
  const { childName, searched } = countryForm();
  return {
    type: 'or',
    clauses: [
      { trackingId: { type: 'exact', term } },
      { 'legalStatuses.REGISTERED.registrationNumber': { type: 'exact', term } },
      ...[childName, ...searched.names].map((field) => named(field, 'fuzzy')),
      ...searched.numbers.map((field) => named(field, 'exact')),
    ],
  };
}

export const searchPage = (user: SessionUser, term: string): Promise<void> =>
  framed(user, term, async () => {
    const query = quickSearch(term);
    const { results } = await ask<Found>('event.search', { query, limit: 10, offset: 0 });
    return list(`Search result for “${term}”`, `No results for “${term}”`, results, 'Review');
  });

export const workqueuePage = (user: SessionUser, slug: string): Promise<void> =>
  framed(user, '', async (queues) => {
    const queue = queues.find((candidate) => candidate.slug === slug);
    if (queue === undefined) return list(slug === 'draft' ? 'Drafts' : 'Outbox', 'No records', [], 'Review');
    const { name, query, action } = queue;
    const { results } = await ask<Found>('event.search', { query, limit: 10, offset: 0 });
    return list(name.defaultMessage, `No records in ${name.defaultMessage.toLowerCase()}`, results, action);
  });

function list(heading: string, none: string, results: EventIndex[], action: string): Node[] {
  const title = el('div', { id: 'content-name' }, heading);
  if (results.length === 0) return [title, el('div', { id: 'no-record' }, none)];
  const heads = ['Title', 'Event', 'Date of Event', 'Last updated'].map((label) =>
    el('span', {}, label, icon()),
  );
  return [
    el(
      'div',
      { 'data-testid': 'search-result' },
      title,
      el('div', { class: 'row' }, ...heads),
      ...results.map((result, index) => row(result, index, action)),
    ),
  ];
}

function row(result: EventIndex, index: number, action: string): HTMLElement {
  const open = () => goTo(`/events/${result.id}`);
  return el(
    'div',
    { 'data-testid': 'row-item' },
    el(
      'div',
      { id: `row_${index}`, class: 'row' },
      el('button', { onclick: open }, icon('declaration_icon'), titleOf(result)),
      el('span', {}, 'Birth'),
      el('span', {}, result.dateOfEvent ?? ''),
      el('span', {}, timeAgo(result.updatedAt)),
      el(
        'div',
        { id: `ListItemAction-${index}` },
        el('button', { disabled: action === 'Print', onclick: open }, action),
        el(
          'button',
          {
            id: `ListItemAction-${index}-icon`,
            'data-testid': `ListItemAction-${index}-icon`,
            'aria-label': 'Assign record',
            onclick: open,
          },
          icon(),
        ),
      ),
    ),
  );
}
