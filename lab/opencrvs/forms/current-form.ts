import { FARAJALAND } from './farajaland.ts';
import { HIGHLANDS } from './highlands/highlands.ts';
import { ISLANDS } from './islands/islands.ts';
import type { CountryForm } from './country-form.ts';
import type { FormName } from './form-names.ts';

const FORMS: Readonly<Record<FormName, CountryForm>> = {
  farajaland: FARAJALAND,
  highlands: HIGHLANDS,
  islands: ISLANDS,
};

let current: FormName = 'farajaland';

/** The form of the country that this process, or this page, plays. */
export const countryForm = (): CountryForm => FORMS[current];

export const countryName = (): FormName => current;

/** Decides it, once, at the start. */
export function playCountry(name: FormName): void {
  current = name;
}
