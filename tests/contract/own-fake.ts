import { areaId, locationId } from '../../lab/opencrvs/farajaland/places.ts';
import { startRegistry } from '../../lab/opencrvs/start-registry.ts';
import { FARAJALAND_USERS } from '../../lab/opencrvs/users.ts';
import type { Asked } from './asked.ts';

/** The fake, started for these questions, with the users and places of the recordings. */
export async function ownFake(): Promise<Asked> {
  const registry = await startRegistry();
  return {
    urls: registry.urls,
    known: new Map([
      ...FARAJALAND_USERS.map(({ username, id }) => [`<userId:${username}>`, id] as const),
      ...['Central', 'Ibombo', 'Klow'].map((name) => [`<areaId:${name}>`, areaId(name)] as const),
      ['<officeId>', locationId('Ibombo District Office')],
      ['<facilityId>', locationId('Klow Village Hospital')],
      ['<registrar:firstname>', 'Kennedy'],
      ['<registrar:surname>', 'Mweene'],
      ['<informant-email>', 'informant@example.org'],
    ]),
    names: new Map([
      ['Kennedy Mweene', '<registrar>'],
      ['Ibombo District Office', '<office>'],
      ['Klow Village Hospital, Klow, Ibombo, Central, Farajaland', '<facility in full>'],
      ['Farajaland Central Ibombo Klow', '<residence>'],
      ['Klow Village Hospital', '<facility>'],
      ['Klow', '<village>'],
      ['Ibombo', '<district>'],
      ['Central', '<province>'],
    ]),
    credentials: (username) => ({
      username,
      password: 'test',
      secondFactor: () => Promise.resolve('000000'),
    }),
    registry,
    mayWrite: true,
    end: () => registry.stop(),
  };
}
