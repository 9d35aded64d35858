import { stableId } from './stable-id.ts';

export interface Area {
  id: string;
  name: string;
  parentId: string | null;
  externalId: string;
}

export interface Location {
  id: string;
  name: string;
  locationType: 'CRVS_OFFICE' | 'HEALTH_FACILITY';
  areaId: string | null;
  externalId: string;
}

/** Identifiers of another system, eleven letters and digits like those of Farajaland. */
export const externalId = (name: string) =>
  `x${stableId(`external:${name}`).replaceAll('-', '').slice(0, 10)}`;

const area = (name: string, parent?: string): Area => ({
  id: stableId(`area:${name}`),
  name,
  parentId: parent === undefined ? null : stableId(`area:${parent}`),
  externalId: externalId(`area:${name}`),
});

const location = (locationType: Location['locationType'], name: string, areaName?: string): Location => ({
  id: stableId(`location:${name}`),
  name,
  locationType,
  areaId: areaName === undefined ? null : stableId(`area:${areaName}`),
  externalId: externalId(`location:${name}`),
});

/** Provinces, districts and villages: a cut of Farajaland that is enough for two jurisdictions. */
export const AREAS: readonly Area[] = [
  area('Central'),
  area('Sulaka'),
  area('Ibombo', 'Central'),
  area('Isamba', 'Central'),
  area('Itambo', 'Sulaka'),
  area('Klow', 'Ibombo'),
  area('Chamakubi', 'Ibombo'),
  area('Ilanga', 'Isamba'),
  area('Zobwe', 'Itambo'),
];

export const LOCATIONS: readonly Location[] = [
  location('CRVS_OFFICE', 'HQ Office'),
  location('CRVS_OFFICE', 'Ibombo District Office', 'Ibombo'),
  location('CRVS_OFFICE', 'Isamba District Office', 'Isamba'),
  location('CRVS_OFFICE', 'Itambo District Office', 'Itambo'),
  location('CRVS_OFFICE', 'Central Provincial Office', 'Central'),
  location('HEALTH_FACILITY', 'Klow Village Hospital', 'Klow'),
  location('HEALTH_FACILITY', 'Ibombo District Hospital', 'Ibombo'),
  location('HEALTH_FACILITY', 'Isamba District Hospital', 'Isamba'),
  location('HEALTH_FACILITY', 'Itambo District Hospital', 'Itambo'),
];

/** The id of an area by its name. */
export const areaId = (name: string): string => byName(AREAS, name).id;

/** The id of an office or a health facility by its name. */
export const locationId = (name: string): string => byName(LOCATIONS, name).id;

function byName<T extends { name: string }>(places: readonly T[], name: string): T {
  const place = places.find((candidate) => candidate.name === name);
  if (place === undefined) throw new Error(`Farajaland has no ${name}`);
  return place;
}
