import type { Field, Page } from '../../farajaland/field.ts';
import { countryForm } from '../../forms/current-form.ts';
import { countryLogo } from '../country-logo.ts';
import { el } from '../dom.ts';
import { titleOf } from '../event-index.ts';
import { documentPane } from '../record/document-pane.ts';
import { documentsOf } from '../record/documents.ts';
import { answerContent, isRow, section } from '../record/record-tab.ts';
import { goTo } from '../router.ts';
import type { SessionUser } from '../session.ts';
import { draftOf, keepDraft, type Draft } from './draft.ts';
import { formFrame } from './form-frame.ts';
import { domId, labelOf } from './inputs/form.ts';
import { missingIn } from './missing.ts';
import { places, type Places } from './places.ts';
import { sendMenu } from './send-menu.ts';
import { signatureField } from './signature.ts';

/** All answers before they are sent: what is missing is said, and comment and signature are added. */
export async function reviewPage(_user: SessionUser, eventId: string): Promise<void> {
  const { country, pages, reviewFields, childName } = countryForm();
  const draft = await draftOf(eventId);
  const known = await places();
  const documents = documentsOf(draft.answers);
  const name = titleOf({ declaration: draft.answers });
  formFrame('Birth', sendMenu(draft), [
    el(
      'div',
      { class: 'columns' },
      el(
        'div',
        {},
        countryLogo(),
        el('div', { id: 'header_title', class: 'upper' }, `Republic of ${country}`),
        el(
          'div',
          { id: 'header_subject' },
          draft.answers[childName] === undefined ? 'Birth declaration' : `Birth declaration for ${name}`,
        ),
        ...pages.map((page) => pageSection(page, draft, known)),
        section(
          'annotation',
          'Annotations',
          reviewFields.flatMap((field) => annotation(field, draft)),
        ),
      ),
      documentPane(documents),
    ),
  ]);
}

function pageSection(page: Page, draft: Draft, { names }: Places): HTMLElement {
  const now = Date.now();
  const { answers, eventId } = draft;
  const documents = documentsOf(answers);
  const missing = missingIn(answers);
  const change = (label: string) =>
    el('button', { onclick: () => goTo(`/events/declare/${eventId}/pages/${page.id}`) }, label);
  const rows = page.fields
    .filter((field) => isRow(field, answers, now))
    .map((field) => {
      const content = missing.has(field.id)
        ? ['Required']
        : answerContent(field, answers[field.id], documents, names);
      return el(
        'tr',
        { id: field.id },
        el('td', {}, field.reviewLabel ?? field.label),
        el('td', { 'data-testid': `row-value-${field.id}` }, ...content),
        el('td', {}, change('Change')),
      );
    });
  return section(page.id, page.title, [el('table', {}, el('tbody', {}, ...rows))], change('Change all'));
}

function annotation(field: Field, draft: Draft): Node[] {
  const keep = (value: unknown) => {
    if (value === undefined || value === '') delete draft.annotation[field.id];
    else draft.annotation[field.id] = value;
    void keepDraft(draft);
  };
  if (field.type === 'SIGNATURE') return [signatureField(field, draft, keep)];
  const given = draft.annotation[field.id];
  const text = el('textarea', { id: domId(field.id) }, typeof given === 'string' ? given : '');
  text.addEventListener('input', () => keep(text.value.trim()));
  return [el('div', {}, labelOf(field)), text];
}
