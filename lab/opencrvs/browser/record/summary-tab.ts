import { countryForm } from '../../forms/current-form.ts';
import { el, icon } from '../dom.ts';
import { titleOf } from '../event-index.ts';
import { dateText } from './field-text.ts';
import { answersOf } from './state.ts';
import type { Opened } from './opened.ts';

/** A code in words: `pending-first-certificate-issuance` reads `Pending first certificate issuance`. */
const inWords = (code: string): string => {
  const words = code.toLowerCase().replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The record at a glance. Secured answers show only to whom the record is assigned. */
export function summaryTab({ index, event, names }: Opened): Node[] {
  const declaration = event === null ? {} : answersOf(event).declaration;
  const { country, dateOfEvent, placeOfEvent, summary } = countryForm();
  const born = declaration[dateOfEvent];
  const place = declaration[placeOfEvent];
  const contact = summary.contact.map((field) => declaration[field]).find((value) => value !== undefined);
  const rows: [string, string, string][] = [
    ['assignedTo', 'Assigned to', names.person(index.assignedTo) || 'Not assigned'],
    ['status', 'Status', inWords(index.status)],
    ['flags', 'Flags', index.flags.map(inWords).join(', ')],
    ['event', 'Event', 'Birth'],
    ['tracking-id', 'Tracking ID', index.trackingId],
    ['registrationNumber', 'Registration Number', index.legalStatuses.REGISTERED?.registrationNumber ?? ''],
    [dateOfEvent, 'Date of birth', typeof born === 'string' ? dateText(born) : ''],
    [
      summary.placeOfBirth,
      'Place of birth',
      typeof place === 'string' ? [...names.chain(place), country].join(', ') : '',
    ],
    ['informant.contact', 'Contact', typeof contact === 'string' ? contact : ''],
  ];
  return [
    el('div', { id: 'content-icon' }, icon('declaration_icon')),
    el('div', { id: 'content-name' }, titleOf(index)),
    el(
      'table',
      { id: 'summary' },
      el(
        'tbody',
        {},
        ...rows.map(([id, label, value]) =>
          el(
            'tr',
            { 'data-testid': id },
            el('th', { scope: 'row', 'data-testid': `${id}-key` }, label),
            el('td', { 'data-testid': `${id}-value` }, value),
          ),
        ),
      ),
    ),
  ];
}
