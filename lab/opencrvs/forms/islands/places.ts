import { placesOf } from '../make-places.ts';

const { area, location } = placesOf('islands');

/** Two levels: state and island. */
export const AREAS = [
  area('Windward'),
  area('Leeward'),
  area('Coral Island', 'Windward'),
  area('Palm Island', 'Windward'),
  area('Reef Island', 'Leeward'),
];

export const OFFICE = location('CRVS_OFFICE', 'Windward Registry', 'Windward');

export const LOCATIONS = [
  OFFICE,
  location('CRVS_OFFICE', 'Leeward Registry', 'Leeward'),
  location('HEALTH_FACILITY', 'Coral Hospital', 'Coral Island'),
  location('HEALTH_FACILITY', 'Reef Hospital', 'Reef Island'),
];
