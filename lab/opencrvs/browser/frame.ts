import { roleLabel } from '../farajaland/roles.ts';
import { ask, batch } from './api.ts';
import { el, icon, show } from './dom.ts';
import { pageConfig } from './page-config.ts';
import { profileMenu } from './profile-menu.ts';
import { goTo } from './router.ts';
import type { SessionUser } from './session.ts';

export interface Workqueue {
  slug: string;
  name: { defaultMessage: string };
  action: string;
  query: unknown;
}

const navigationButton = (id: string, label: string, path?: string) =>
  el(
    'button',
    {
      id: `navigation_${id}`,
      'data-testid': `navigation_${id}`,
      onclick: path === undefined ? undefined : () => goTo(path),
    },
    icon(),
    label,
  );

/** The page around a list: side bar with workqueues and their counts, search box, profile. */
export async function framed(
  user: SessionUser,
  term: string,
  main: (queues: Workqueue[]) => Promise<Node[]>,
) {
  const queues = await ask<Workqueue[]>('workqueue.config.list');
  const [counts, office] = (await batch(
    { path: 'workqueue.count', input: queues.map(({ slug, query }) => ({ slug, query })) },
    { path: 'locations.get', input: user.primaryOfficeId },
  )) as [Record<string, number>, { name: string }];
  const content = await main(queues);
  const workqueues = queues.map(({ slug, name }) => {
    const count = counts[slug] ? ` ${counts[slug]}` : '';
    return navigationButton(`workqueue_${slug}`, `${name.defaultMessage}${count}`, `/workqueue/${slug}`);
  });
  const fullName = `${user.name.firstname} ${user.name.surname}`;
  show(
    el(
      'div',
      { id: 'readyDeclaration', class: 'frame' },
      el(
        'div',
        {},
        el('a', { href: '#maincontent' }, 'Skip to main content'),
        el(
          'nav',
          { class: 'side' },
          el('div', {}, 'Farajaland CRS'),
          navigationButton('workqueue_outbox', 'Outbox', '/workqueue/outbox'),
          navigationButton('workqueue_draft', 'Drafts', '/workqueue/draft'),
          ...workqueues,
          navigationButton('organisation', 'Organisation'),
          navigationButton('team', 'Team'),
          navigationButton('dashboard_registrations', 'Registrations Dashboard'),
          navigationButton('dashboard_completeness', 'Completeness Dashboard'),
          navigationButton('dashboard_registry', 'Registry'),
          el('div', {}, fullName),
          el('div', {}, `${roleLabel(user.role)} • ${office.name}`),
          el('div', {}, 'Online'),
          el('div', {}, `OpenCRVS v${pageConfig().version}`),
        ),
      ),
      el(
        'div',
        {},
        el(
          'div',
          { class: 'top' },
          el(
            'button',
            {
              id: 'header-new-event',
              'data-testid': 'header-new-event',
              onclick: () => goTo('/events/create'),
            },
            icon(),
          ),
          searchBox(term),
          el('span', {}, 'Advanced Search'),
          profileMenu(user),
        ),
        el('main', { id: 'maincontent' }, ...content),
      ),
    ),
  );
}

function searchBox(term: string): HTMLElement {
  const input = el('input', {
    id: 'searchText',
    type: 'text',
    placeholder: 'Search for a record',
    maxlength: 200,
    autocomplete: 'off',
    value: term,
  });
  const search = (event: Event) => {
    event.preventDefault();
    if (input.value.trim() !== '') goTo(`/search?term=${encodeURIComponent(input.value.trim())}`);
  };
  return el(
    'form',
    { onsubmit: search },
    el(
      'button',
      { id: 'searchIconButton', 'data-testid': 'searchIconButton', 'aria-label': 'Search', type: 'submit' },
      icon(),
    ),
    input,
    term !== '' && icon(),
  );
}
