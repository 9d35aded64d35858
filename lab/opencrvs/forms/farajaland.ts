import { BIRTH_PAGES, REVIEW_FIELDS, SILENT_FIELDS } from '../farajaland/birth-form.ts';
import type { CountryForm } from './country-form.ts';

/** Field ids, kinds and needs as recorded from OpenCRVS 2.0.0 with the Farajaland configuration. */
export const FARAJALAND: CountryForm = {
  country: 'Farajaland',
  countryCode: 'FAR',
  pages: BIRTH_PAGES,
  reviewFields: REVIEW_FIELDS,
  silentFields: SILENT_FIELDS,
  childName: 'child.name',
  dateOfEvent: 'child.dob',
  placeOfEvent: 'child.birthLocationId',
  searched: {
    names: ['mother.name', 'father.name'],
    numbers: ['child.nid', 'mother.nid', 'father.nid'],
  },
  parent: {
    name: 'mother.name',
    birthDate: 'mother.dob',
    idType: 'mother.idType',
    idNumber: 'mother.nid',
  },
  summary: { placeOfBirth: 'child.placeOfBirth', contact: ['informant.email', 'informant.phoneNo'] },
};
