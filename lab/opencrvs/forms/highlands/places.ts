import { placesOf } from '../make-places.ts';

const { area, location } = placesOf('highlands');

/** Four levels: region, valley, parish, hamlet. */
export const AREAS = [
  area('Upper Region'),
  area('Lower Region'),
  area('Tarn Valley', 'Upper Region'),
  area('Scree Parish', 'Tarn Valley'),
  area('Larch Hamlet', 'Scree Parish'),
  area('Birk Hamlet', 'Scree Parish'),
  area('Dell Valley', 'Lower Region'),
  area('Ford Parish', 'Dell Valley'),
  area('Mill Hamlet', 'Ford Parish'),
];

export const OFFICE = location('CRVS_OFFICE', 'Tarn Valley Registry', 'Tarn Valley');

export const LOCATIONS = [
  OFFICE,
  location('CRVS_OFFICE', 'Dell Valley Registry', 'Dell Valley'),
  location('HEALTH_FACILITY', 'Scree Clinic', 'Scree Parish'),
  location('HEALTH_FACILITY', 'Ford Clinic', 'Ford Parish'),
];
