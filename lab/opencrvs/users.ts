import type { RegistryUser } from './config.ts';
import { locationId } from './farajaland/places.ts';
import { stableId } from './farajaland/stable-id.ts';

const user = (
  username: string,
  firstname: string,
  surname: string,
  role: string,
  office: string,
): RegistryUser => ({
  id: stableId(`user:${username}`),
  username,
  password: 'test',
  role,
  officeId: locationId(office),
  firstname,
  surname,
});

/** Users of Farajaland, one of each role and a registrar of another district. Password `test`. */
export const FARAJALAND_USERS: readonly RegistryUser[] = [
  user('k.mweene', 'Kennedy', 'Mweene', 'LOCAL_REGISTRAR', 'Ibombo District Office'),
  user('f.katongo', 'Felix', 'Katongo', 'REGISTRATION_AGENT', 'Ibombo District Office'),
  user('g.phiri', 'Gift', 'Phiri', 'REGISTRATION_AGENT', 'Ibombo District Office'),
  user('k.cwalya', 'Kalusha', 'Cwalya', 'HOSPITAL_CLERK', 'Klow Village Hospital'),
  user('n.siame', 'Ndeke', 'Siame', 'LOCAL_REGISTRAR', 'Isamba District Office'),
  user('c.lungu', 'Chipo', 'Lungu', 'NATIONAL_REGISTRAR', 'HQ Office'),
  user('j.campbell', 'Jonathan', 'Campbell', 'NATIONAL_SYSTEM_ADMIN', 'HQ Office'),
];
