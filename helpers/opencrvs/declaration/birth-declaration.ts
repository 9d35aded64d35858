import { Faker, en } from '@faker-js/faker';
import { seedOf } from '../run-identity.ts';
import type { BirthPlace } from './jurisdiction.ts';
import { randomName } from './random-name.ts';

const DAY_MS = 86_400_000;

/** What a test birth is made of, apart from its files. */
export interface BirthDetails {
  runToken: string;
  place: BirthPlace;
  /** The administrator's own address: OpenCRVS writes to it when the birth is registered. */
  informantEmail: string;
  /** Milliseconds; the child was born some days before. */
  now: number;
}

/**
 * A birth that the Farajaland form of OpenCRVS 2.0 accepts without an approval: in a health facility, within the year,
 * declared by the mother, who has a national id that no other record has; no father. The same run token gives the same
 * child.
 */
export function birthDeclaration({
  runToken,
  place,
  informantEmail,
  now,
}: BirthDetails): Record<string, unknown> {
  const faker = new Faker({ locale: en, seed: seedOf(runToken) });
  const child = randomName(faker);
  const mother = randomName(faker);
  const bornDaysAgo = faker.number.int({ min: 3, max: 60 });
  const motherBornDaysAgo = faker.number.int({ min: 21 * 366, max: 40 * 365 });
  return {
    'child.name': child,
    'child.gender': faker.helpers.arrayElement(['female', 'male']),
    'child.dob': dateBefore(now, bornDaysAgo),
    'child.placeOfBirth': 'HEALTH_FACILITY',
    'child.birthLocation': place.facilityId,
    // The place that decides which users see the record.
    'child.birthLocationId': place.facilityId,
    'informant.relation': 'MOTHER',
    'informant.email': informantEmail,
    'mother.name': mother,
    'mother.dob': dateBefore(now, motherBornDaysAgo),
    'mother.nationality': 'FAR',
    'mother.idType': 'NATIONAL_ID',
    'mother.nid': faker.string.numeric({ length: 10, allowLeadingZeros: false }),
    'mother.address': { country: 'FAR', addressType: 'DOMESTIC', administrativeArea: place.residenceId },
    'father.detailsNotAvailable': true,
    'father.reason': `test registration ${runToken}`,
  };
}

const dateBefore = (now: number, days: number): string =>
  new Date(now - days * DAY_MS).toISOString().slice(0, 10);
