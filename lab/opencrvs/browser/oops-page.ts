import { el, show } from './dom.ts';
import { goTo } from './router.ts';

/** What the client shows in place of a page that failed. */
export function oopsPage(reason: string): void {
  show(
    el('h1', {}, 'Oops!'),
    el('div', {}, reason),
    el('button', { id: 'GoToHomepage', onclick: () => goTo('/') }, 'Back to home'),
  );
}
