import { externalId, type Area, type Location } from '../farajaland/places.ts';
import { stableId } from '../farajaland/stable-id.ts';

/** Areas and locations of a made-up country, with ids that stay the same across environments. */
export interface PlaceMaker {
  area: (name: string, parent?: string) => Area;
  location: (locationType: Location['locationType'], name: string, area?: string) => Location;
}

export function placesOf(country: string): PlaceMaker {
  const id = (name: string) => stableId(`${country}:${name}`);
  return {
    area: (name, parent) => ({
      id: id(name),
      name,
      parentId: parent === undefined ? null : id(parent),
      externalId: externalId(`${country}:${name}`),
    }),
    location: (locationType, name, area) => ({
      id: id(name),
      name,
      locationType,
      areaId: area === undefined ? null : id(area),
      externalId: externalId(`${country}:${name}`),
    }),
  };
}
