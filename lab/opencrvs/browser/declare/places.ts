import { batch } from '../api.ts';
import type { Names } from '../record/names.ts';

export interface Area {
  id: string;
  name: string;
  parentId: string | null;
}

export interface Facility {
  id: string;
  name: string;
  administrativeAreaId: string | null;
}

/** What a form has to choose from. */
export interface Places {
  areas: Area[];
  facilities: Facility[];
  /** An area and those above it, highest first. */
  path: (areaId: string | null | undefined) => Area[];
  names: Names;
}

export async function places(): Promise<Places> {
  const [areas, facilities] = (await batch(
    { path: 'administrativeAreas.list' },
    { path: 'locations.list', input: { locationType: 'HEALTH_FACILITY' } },
  )) as [Area[], Facility[]];
  const path = (areaId: string | null | undefined): Area[] => {
    const area = areas.find(({ id }) => id === areaId);
    return area === undefined ? [] : [...path(area.parentId), area];
  };
  const chain = (placeId: string | null | undefined): string[] => {
    const facility = facilities.find(({ id }) => id === placeId);
    const above = path(facility === undefined ? placeId : facility.administrativeAreaId)
      .map(({ name }) => name)
      .reverse();
    return facility === undefined ? above : [facility.name, ...above];
  };
  const place = (placeId: string | null | undefined) => chain(placeId)[0] ?? '';
  return { areas, facilities, path, names: { person: () => '', place, chain } };
}
