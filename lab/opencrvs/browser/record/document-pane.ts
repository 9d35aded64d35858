import { el, icon } from '../dom.ts';
import type { Document } from './documents.ts';
import { documentView } from './document-view.ts';

/** The pane of documents: one at a time, the first at once, the others chosen from a list. */
export function documentPane(documents: readonly Document[]): HTMLElement {
  const [first] = documents;
  if (first === undefined) return el('div', { id: 'document_section' }, 'No supporting documents');
  const log = el('span', { role: 'log', 'aria-live': 'polite', class: 'pin' });
  const chosen = el('div', {}, first.listLabel);
  const view = el('div', {});
  const input = el('input', { role: 'combobox', 'aria-expanded': 'false', size: 1, readonly: true });
  const select = el('div', { id: 'select_document', class: 'select' }, log, chosen, input);
  let selected = first;
  let list: HTMLElement | null = null;

  const close = () => {
    list?.remove();
    list = null;
    input.setAttribute('aria-expanded', 'false');
  };
  const choose = (document: Document) => {
    selected = document;
    chosen.textContent = document.listLabel;
    log.textContent = `option ${document.listLabel}, selected.`;
    view.replaceChildren(...documentView(document));
    close();
  };
  const option = (document: Document, index: number) =>
    el(
      'div',
      {
        role: 'option',
        id: `react-select-2-option-${index}`,
        'aria-selected': String(document === selected),
        'aria-disabled': 'false',
        onclick: (event) => {
          event.stopPropagation();
          choose(document);
        },
      },
      document.listLabel,
    );
  select.addEventListener('click', () => {
    if (list !== null) return close();
    list = el('div', { role: 'listbox' }, ...documents.map(option));
    log.textContent = `${documents.length} results available.`;
    input.setAttribute('aria-expanded', 'true');
    select.append(list);
  });

  view.replaceChildren(...documentView(first));
  const tools = ['zoom-in', 'zoom-out', 'rotate'].map(() => el('button', {}, icon()));
  return el('div', { id: 'document_section' }, select, ...tools, view);
}
