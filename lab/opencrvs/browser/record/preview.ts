import { el, icon } from '../dom.ts';
import { documentView } from './document-view.ts';
import type { Document } from './documents.ts';

/** A document over the whole page, until it is closed. */
export function preview(document: Document): HTMLElement {
  const modal = el('div', { id: 'preview_image_field' });
  const tools = ['zoom-in', 'zoom-out', 'rotate'].map(() => el('button', {}, icon()));
  modal.append(
    icon(),
    el('h1', {}, 'Preview'),
    ...tools,
    el(
      'button',
      {
        id: 'preview_close',
        'data-testid': 'preview_close',
        'aria-label': 'Go close',
        onclick: () => modal.remove(),
      },
      icon(),
    ),
    ...documentView(document),
  );
  return modal;
}
