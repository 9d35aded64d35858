import type { CountryForm } from '../country-form.ts';
import { childPage } from './child-page.ts';
import { documentsPage } from './documents-page.ts';
import { parentsPage } from './parents-page.ts';

/** Names in plain Latin letters, a required identity number, fields that other answers ask for, and addresses two levels deep. */
export const ISLANDS: CountryForm = {
  country: 'Islands',
  countryCode: 'ISL',
  childName: 'baby.name',
  dateOfEvent: 'baby.dateOfBirth',
  placeOfEvent: 'baby.island',
  searched: { names: ['mum.name', 'dad.name'], numbers: ['mum.nid'] },
  parent: { name: 'mum.name', birthDate: 'mum.dateOfBirth', idType: 'mum.idType', idNumber: 'mum.nid' },
  summary: { placeOfBirth: 'baby.island', contact: ['informant.email'] },
  silentFields: new Set(),
  pages: [childPage, parentsPage, documentsPage],
  reviewFields: [{ id: 'review.signature', type: 'SIGNATURE', label: 'Signature', required: true }],
};
