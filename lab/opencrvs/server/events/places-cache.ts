import type { Database } from '../database/pool.ts';

export interface Places {
  /** The place and everything above it, nearest first; empty when the id is unknown. */
  chain(placeId: string | null): string[];
}

const FRESH_MS = 2_000;

/** The hierarchy of locations and areas. Kept for two seconds only: a restore may bring another one. */
export function placesCache(database: Database): () => Promise<Places> {
  let kept: { at: number; places: Promise<Places> } | null = null;
  return () => {
    const now = performance.now();
    if (kept === null || now - kept.at > FRESH_MS) {
      const places = readPlaces(database);
      kept = { at: now, places };
      places.catch(() => (kept = null));
    }
    return kept.places;
  };
}

async function readPlaces(database: Database): Promise<Places> {
  const rows = await database.query<{ id: string; parent: string | null }>(
    `SELECT id, parent_id AS parent FROM app.administrative_areas
     UNION ALL SELECT id, administrative_area_id FROM app.locations`,
  );
  const parents = new Map(rows.map(({ id, parent }) => [id, parent]));
  return {
    chain: (placeId) => {
      const chain: string[] = [];
      let place = placeId;
      while (place !== null && parents.has(place) && !chain.includes(place)) {
        chain.push(place);
        place = parents.get(place) ?? null;
      }
      return chain;
    },
  };
}
