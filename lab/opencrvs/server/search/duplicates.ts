import { isEmpty } from '../../farajaland/conditional.ts';
import { countryForm } from '../../forms/current-form.ts';
import { isNear } from './fuzzy.ts';
import type { IndexedRecord } from './index-document.ts';

const DAY_MS = 86_400_000;

interface Name {
  firstname?: string;
  middlename?: string;
  surname?: string;
}

/** All parts of a name as the index searches them. */
export const fullName = (name: unknown): string => {
  const { firstname = '', middlename = '', surname = '' } = (name ?? {}) as Name;
  return [firstname, middlename, surname].filter(Boolean).join(' ');
};

const areWithinDays = (one: unknown, other: unknown, days: number): boolean =>
  typeof one === 'string' &&
  typeof other === 'string' &&
  Math.abs(Date.parse(one) - Date.parse(other)) <= days * DAY_MS;

/**
 * The records that a birth may be a duplicate of. Farajaland's rule: any word of the mother's name is near, her birth dates
 * lie within a year, her identity documents do not speak against it, and the children's birth dates lie within 270 days.
 */
export function potentialDuplicates(
  eventId: string,
  declaration: Record<string, unknown>,
  records: Iterable<IndexedRecord>,
): { id: string; trackingId: string }[] {
  const { dateOfEvent, parent } = countryForm();
  const mother = fullName(declaration[parent.name]);
  if (mother === '') return [];
  const found: { id: string; trackingId: string }[] = [];
  for (const { shown, declaration: other } of records) {
    if (shown.id === eventId || shown.type !== 'birth') continue;
    if (!areWithinDays(declaration[dateOfEvent], other[dateOfEvent], 270)) continue;
    if (!areWithinDays(declaration[parent.birthDate], other[parent.birthDate], 365)) continue;
    if (!mayBeSamePerson(declaration, other)) continue;
    if (!isNear(fullName(other[parent.name]), mother)) continue;
    found.push({ id: shown.id, trackingId: shown.trackingId });
  }
  // The newest first, as the engine gives them.
  return found.reverse();
}

function mayBeSamePerson(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const { idType, idNumber } = countryForm().parent;
  const [type, otherType] = [one[idType], other[idType]];
  if (isEmpty(type) || isEmpty(otherType) || type === 'NONE' || otherType === 'NONE') return true;
  return type !== otherType || one[idNumber] === other[idNumber];
}
