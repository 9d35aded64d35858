import * as farajaland from '../farajaland/places.ts';
import type { Area, Location } from '../farajaland/places.ts';
import { countryName } from './current-form.ts';
import type { FormName } from './form-names.ts';
import * as highlands from './highlands/places.ts';
import * as islands from './islands/places.ts';

/** The places of a country; apart from its form, which pages need too. */
export interface CountryPlaces {
  areas: readonly Area[];
  locations: readonly Location[];
  /** Where users work who are given no office. */
  officeId: string;
}

const placesIn = (
  country: { AREAS: readonly Area[]; LOCATIONS: readonly Location[] },
  officeId: string,
): CountryPlaces => ({ areas: country.AREAS, locations: country.LOCATIONS, officeId });

const PLACES: Readonly<Record<FormName, CountryPlaces>> = {
  farajaland: placesIn(farajaland, farajaland.locationId('Ibombo District Office')),
  highlands: placesIn(highlands, highlands.OFFICE.id),
  islands: placesIn(islands, islands.OFFICE.id),
};

/** The places of the country that this process plays. */
export const countryPlaces = (): CountryPlaces => PLACES[countryName()];
