import type { RegistryConfig } from '../../config.ts';
import { countryPlaces } from '../../forms/country-places.ts';
import { hashPassword } from '../auth/password.ts';
import type { Database, Queries } from './pool.ts';
import { SCHEMA } from './schema.ts';

/** Creates the schema where it is missing and loads areas, locations and users; what is there already stays. */
export async function initDatabase(database: Database, config: RegistryConfig): Promise<void> {
  await database.transaction(async (queries) => {
    const [found] = await queries.query<{ there: boolean }>(
      `SELECT to_regclass('app.events') IS NOT NULL AS there`,
    );
    if (!found?.there) await queries.query(SCHEMA);
    await loadPlaces(queries);
    for (const user of config.users) await loadUser(queries, user);
  });
}

async function loadPlaces(queries: Queries): Promise<void> {
  const { areas, locations } = countryPlaces();
  for (const { id, name, parentId, externalId } of areas) {
    await queries.query(
      `INSERT INTO app.administrative_areas (id, name, parent_id, external_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING`,
      [id, name, parentId, externalId],
    );
  }
  for (const { id, name, locationType, areaId, externalId } of locations) {
    await queries.query(
      `INSERT INTO app.locations (id, name, location_type, administrative_area_id, external_id)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [id, name, locationType, areaId, externalId],
    );
  }
}

async function loadUser(queries: Queries, user: RegistryConfig['users'][number]): Promise<void> {
  const officeId = user.officeId ?? countryPlaces().officeId;
  const digits = BigInt(`0x${user.id.replaceAll('-', '')}`).toString();
  await queries.query(
    `INSERT INTO app.users (id, firstname, surname, role, status, email, mobile, office_id)
     VALUES ($1, $2, $3, $4, 'active', $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
    [
      user.id,
      user.firstname,
      user.surname,
      user.role,
      `${user.username}@farajaland.example`,
      `09${digits.slice(-8)}`,
      officeId,
    ],
  );
  const { hash, salt } = await hashPassword(user.password);
  await queries.query(
    `INSERT INTO app.user_credentials (user_id, username, password_hash, salt) VALUES ($1, $2, $3, $4)
     ON CONFLICT (username) DO NOTHING`,
    [user.id, user.username, hash, salt],
  );
}
