import { el } from '../../dom.ts';
import type { Choice } from './dropdown.ts';

interface SearchBox {
  id: string;
  /** What a screen reader calls it; nothing: it has no name. */
  name?: string;
  choices: () => readonly Choice[];
  chosen: string | undefined;
  /** It was chosen just now, and is told. */
  isNew?: boolean;
  choose: (value: string) => void;
}

/** A list that is searched by typing. */
export function searchBox({ id, name, choices, chosen, isNew = false, choose }: SearchBox): HTMLElement {
  const label = choices().find(({ value }) => value === chosen)?.label;
  const log = el('span', { role: 'log', class: 'pin' });
  const tell = (choice: string) => (log.textContent = `option ${choice}, selected.`);
  if (isNew && label !== undefined) tell(label);
  const text = el('div', {}, label ?? 'Select...');
  const input = el('input', {
    id,
    type: 'text',
    role: 'combobox',
    'aria-label': name,
    'aria-expanded': 'false',
    autocomplete: 'off',
  });
  const box = el('div', { class: 'select' }, log, text, input);
  let list: HTMLElement | null = null;
  const close = () => {
    list?.remove();
    list = null;
    input.value = '';
    input.setAttribute('aria-expanded', 'false');
  };
  const take = (choice: Choice) => {
    text.textContent = choice.label;
    tell(choice.label);
    close();
    choose(choice.value);
  };
  const open = () => {
    list?.remove();
    const term = input.value.trim().toLowerCase();
    const found = choices().filter(({ label: candidate }) => candidate.toLowerCase().includes(term));
    const items = found.map((choice, index) =>
      el('li', { id: `locationOption${index}`, onmousedown: () => take(choice) }, choice.label),
    );
    list = el('div', { role: 'listbox' }, el('ul', { class: 'options' }, ...items));
    input.setAttribute('aria-expanded', 'true');
    box.append(list);
  };
  input.addEventListener('focus', open);
  input.addEventListener('input', open);
  input.addEventListener('blur', close);
  return box;
}
