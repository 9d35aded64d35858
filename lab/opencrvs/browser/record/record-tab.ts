import { holds } from '../../farajaland/conditional.ts';
import type { Field } from '../../farajaland/field.ts';
import { countryForm } from '../../forms/current-form.ts';
import { el, icon } from '../dom.ts';
import { titleOf } from '../event-index.ts';
import { countryLogo } from '../country-logo.ts';
import { addressOf } from './attachments.ts';
import { documentPane } from './document-pane.ts';
import { documentsOf, type Document } from './documents.ts';
import { fieldText } from './field-text.ts';
import { preview } from './preview.ts';
import type { Names } from './names.ts';
import { answersOf } from './state.ts';
import type { Declaration } from '../../server/events/event-document.ts';
import type { Opened } from './opened.ts';

const WITHOUT_ROW: ReadonlySet<Field['type']> = new Set([
  'DIVIDER',
  'HEADING',
  'BULLET_LIST',
  'ALPHA_HIDDEN',
  'ID_READER',
]);

/** Whether the record's pages have a row for a field. */
export const isRow = (field: Field, declaration: Declaration, now: number): boolean =>
  !WITHOUT_ROW.has(field.type) &&
  field.formOnly !== true &&
  (field.show === undefined || holds(field.show, declaration, now)) &&
  (field.type !== 'CHECKBOX' || declaration[field.id] === true);

/** All answers of the record, section by section, beside its documents. */
export function recordTab({ index, event, names }: Opened): Node[] {
  if (event === null) throw new Error('no record');
  const { declaration, annotation } = answersOf(event);
  const { country, pages, reviewFields } = countryForm();
  const documents = documentsOf(declaration);
  const now = Date.now();
  const content = (field: Field, value: unknown): Node[] =>
    field.type === 'SIGNATURE' ? signature(value) : answerContent(field, value, documents, names);
  const rows = (fields: readonly Field[], answers: Record<string, unknown>) =>
    fields
      .filter((field) => isRow(field, declaration, now))
      .map((field) =>
        el(
          'tr',
          { id: field.id },
          el('td', {}, field.reviewLabel ?? field.label),
          el('td', { 'data-testid': `row-value-${field.id}` }, ...content(field, answers[field.id])),
          el('td', {}),
        ),
      );
  return [
    el(
      'div',
      { class: 'columns' },
      el(
        'div',
        {},
        countryLogo(),
        el('div', { id: 'header_title', class: 'upper' }, `Republic of ${country}`),
        el('div', { id: 'header_subject' }, `Birth declaration for ${titleOf(index)}`),
        ...pages.map((page) => accordion(page.id, page.title, rows(page.fields, declaration))),
        accordion('annotation', 'Annotations', rows(reviewFields, annotation)),
      ),
      documentPane(documents),
    ),
  ];
}

/** An answer as a row shows it. */
export function answerContent(
  field: Field,
  value: unknown,
  documents: readonly Document[],
  names: Names,
): Node[] {
  if (field.type === 'VERIFICATION_STATUS') return [verification(field.id)];
  const files = documents.filter((document) => document.field === field.id);
  if (field.type.startsWith('FILE')) return files.flatMap(documentLink);
  return fieldText(field, value, names).map((line) => el('div', {}, line));
}

const accordion = (id: string, title: string, rows: HTMLTableRowElement[]): HTMLElement =>
  section(id, title, [el('table', {}, el('tbody', {}, ...rows))]);

/** A section that can be hidden; `tools` stand beside its title. */
export function section(id: string, title: string, parts: Node[], ...tools: HTMLElement[]): HTMLElement {
  const content = el('div', { id: `Accordion_${id}-content` }, ...parts);
  const toggle = el('button', {}, 'Hide');
  toggle.addEventListener('click', () => {
    content.hidden = !content.hidden;
    toggle.textContent = content.hidden ? 'Show' : 'Hide';
  });
  return el(
    'div',
    { id: `Accordion_${id}-accordion`, 'data-testid': `accordion-Accordion_${id}` },
    el('div', { id: `Accordion_${id}-accordion-header` }, el('h2', {}, title), icon(), toggle, ...tools),
    content,
  );
}

const verification = (fieldId: string) =>
  el('span', { 'data-testid': `${fieldId}__pending` }, icon(), 'Pending verification');

function signature(value: unknown): Node[] {
  const path = (value as { path?: string } | undefined)?.path;
  if (path === undefined) return [];
  return [el('img', { alt: 'Signature preview', src: addressOf(path) })];
}

function documentLink(document: Document): Node[] {
  const link = el('button', {}, document.linkLabel);
  const line = el('div', {}, icon(), link);
  link.addEventListener('click', () => line.parentElement?.append(preview(document)));
  return [line];
}
