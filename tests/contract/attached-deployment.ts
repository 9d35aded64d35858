import { at } from '../../helpers/opencrvs/environment.ts';
import { againstSettings } from './against-settings.ts';
import type { Asked, Credentials } from './asked.ts';
import { logIn } from './log-in.ts';

/** Who is who in the recordings; the registrar's is the user in the settings. */
const REGISTRAR = 'k.mweene';
const OTHERS = ['f.katongo', 'k.cwalya', 'n.siame', 'c.lungu', 'j.campbell'];

/** The levels of the administration, lowest first, as pages were recorded to name them. */
const LEVELS = ['<village>', '<district>', '<province>'];

interface Area {
  id: string;
  name: string;
  parentId: string | null;
}

interface Location {
  id: string;
  name: string;
  administrativeAreaId: string | null;
}

interface User {
  name: { firstname: string; surname: string };
  primaryOfficeId: string;
  administrativeAreaId: string | null;
}

/** A deployment that is there: its users and places take the parts of the recorded ones. */
export async function attachedDeployment(file: string): Promise<Asked> {
  const { config, production, users, usersPassword } = againstSettings(file);
  const { clientUrl, loginUrl, gatewayUrl, filesUrl, secondFactor } = production;
  const [client, login, gateway, files] = [clientUrl, loginUrl, gatewayUrl, filesUrl].map((url) =>
    url.replace(/\/+$/, ''),
  ) as [string, string, string, string];
  const urls = { client, login, gateway, files };
  const credentials = (recorded: string): Credentials | null => {
    if (recorded === REGISTRAR)
      return { username: production.username, password: production.password, secondFactor };
    if (usersPassword === null) return null;
    return { username: users.get(recorded) ?? recorded, password: usersPassword, secondFactor };
  };
  const known = new Map<string, string>([['<informant-email>', config.own.informantEmail]]);
  const token = await logIn(urls.client, credentials(REGISTRAR)!);
  const query = async <T>(procedure: string, input: unknown): Promise<T> => {
    const url = new URL(at(urls.gateway, `events/${procedure}`));
    if (input !== undefined) url.searchParams.set('input', JSON.stringify({ json: input }));
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`${procedure}: ${response.status}`);
    return ((await response.json()) as { result: { data: { json: T } } }).result.data.json;
  };
  known.set(`<userId:${REGISTRAR}>`, subjectOf(token));
  for (const name of usersPassword === null ? [] : OTHERS)
    known.set(`<userId:${name}>`, subjectOf(await logIn(urls.client, credentials(name)!)));

  const user = await query<User>('user.get', subjectOf(token));
  known.set('<registrar:firstname>', user.name.firstname).set('<registrar:surname>', user.name.surname);
  known.set('<officeId>', user.primaryOfficeId);
  const areas = await query<Area[]>('administrativeAreas.list', undefined);
  const offices = await query<Location[]>('locations.list', { locationType: 'CRVS_OFFICE' });
  const facility = nearestFacility(
    await query<Location[]>('locations.list', { locationType: 'HEALTH_FACILITY' }),
    areas,
    user.administrativeAreaId,
  );
  const chain = chainOf(facility.administrativeAreaId, areas);
  known.set('<facilityId>', facility.id);
  for (const [index, part] of ['Klow', 'Ibombo', 'Central'].entries())
    known.set(`<areaId:${part}>`, chain[index]?.id ?? chain.at(-1)?.id ?? '');
  const parts = chain.map(({ name }) => name);
  const office = offices.find(({ id }) => id === user.primaryOfficeId);
  const names = new Map([
    [[facility.name, ...parts, 'Farajaland'].join(', '), '<facility in full>'],
    [['Farajaland', ...[...parts].reverse()].join(' '), '<residence>'],
    [`${user.name.firstname} ${user.name.surname}`, '<registrar>'],
    ...(office === undefined ? [] : [[office.name, '<office>'] as const]),
    [facility.name, '<facility>'],
    ...LEVELS.map((level, index) => [parts[index] ?? level, level] as const),
  ]);
  return {
    urls,
    known,
    names,
    credentials,
    registry: null,
    mayWrite: config.allowProductionWrites,
    end: () => Promise.resolve(),
  };
}

const subjectOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string }).sub;

function chainOf(areaId: string | null, areas: readonly Area[]): Area[] {
  const area = areas.find(({ id }) => id === areaId);
  return area === undefined ? [] : [area, ...chainOf(area.parentId, areas)];
}

/** The recorded facility where it exists, else one that the registrar is responsible for. */
function nearestFacility(
  facilities: readonly Location[],
  areas: readonly Area[],
  within: string | null,
): Location {
  const mine = facilities.filter(({ administrativeAreaId }) =>
    chainOf(administrativeAreaId, areas).some(({ id }) => id === within),
  );
  const found = mine.find(({ name }) => name === 'Klow Village Hospital') ?? mine[0];
  if (found === undefined) throw new Error('no health facility lies in the jurisdiction of this registrar');
  return found;
}
