import { el, icon, show } from '../dom.ts';
import { goTo } from '../router.ts';

export const HOME = '/workqueue/assigned-to-you';

const button = (label: string, id: string, onclick: () => void) =>
  el('button', { id, 'data-testid': id, onclick }, icon(), label);

export const saveAndExit = (): HTMLElement => button('Save & Exit', 'save-exit-btn', () => goTo(HOME));
export const exit = (): HTMLElement => button('Exit', 'exit-btn', () => goTo(HOME));

/** The page around a part of the form. */
export function formFrame(title: string, tools: Node[], content: Node[], skip = 'Skip to form'): void {
  show(
    el(
      'div',
      { id: 'readyDeclaration' },
      el('a', { href: '#maincontent' }, skip),
      el('nav', {}),
      el('div', { id: 'page-title' }, icon(), el('h1', {}, title), ...tools),
      el('main', { id: 'maincontent' }, ...content),
    ),
  );
}
