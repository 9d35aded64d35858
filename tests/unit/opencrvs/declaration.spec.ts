import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { AdministrativeArea, Location } from '../../../helpers/opencrvs/api/places.ts';
import { claimsOf } from '../../../helpers/opencrvs/api/token.ts';
import { birthDeclaration } from '../../../helpers/opencrvs/declaration/birth-declaration.ts';
import { birthPlaceFor, missingScopes } from '../../../helpers/opencrvs/declaration/jurisdiction.ts';
import { idFor } from '../../../helpers/opencrvs/run-identity.ts';
import { TOKEN, recorded } from './replay.ts';

const valueIn = <T>(answer: { body: unknown }): T =>
  (answer.body as { result: { data: { json: T } } }).result.data.json;
const areas = valueIn<AdministrativeArea[]>(recorded.areas);
const facilities = valueIn<Location[]>(recorded.facilities);
const registrar = {
  id: 'me',
  role: 'LOCAL_REGISTRAR',
  primaryOfficeId: 'office',
  administrativeAreaId: '<areaId:Ibombo>',
};
const place = { facilityId: 'facility', residenceId: 'village' };
const details = { place, informantEmail: 'someone@example.org', now: Date.UTC(2026, 10, 23) };

test('the registrar of a district gets a facility and a village of the district', () => {
  expect(birthPlaceFor(claimsOf(TOKEN), registrar, { areas, facilities })).toEqual({
    facilityId: '<facilityId>',
    residenceId: '<areaId:Klow>',
  });
});

test('a facility outside the jurisdiction is not taken, and that there is none is said', () => {
  const elsewhere = facilities.filter(({ administrativeAreaId }) => administrativeAreaId === '<uuid:2>');
  expect(elsewhere).toHaveLength(1);
  expect(() => birthPlaceFor(claimsOf(TOKEN), registrar, { areas, facilities: elsewhere })).toThrow(
    /no health facility in the jurisdiction.*LOCAL_REGISTRAR/,
  );
});

test('who sees the whole country takes any open facility', () => {
  const closed = facilities.map((facility) => ({ ...facility, validUntil: '2020-01-01' }));
  const open = { id: 'open', name: '', administrativeAreaId: '<uuid:2>', locationType: 'HEALTH_FACILITY' };
  const all = { scopes: [{ type: 'record.register', options: { placeOfEvent: ['all'] } }] };
  expect(birthPlaceFor(all, registrar, { areas, facilities: [...closed, open] }).facilityId).toBe('open');
});

test('names the scopes that a user lacks', () => {
  expect(missingScopes(claimsOf(TOKEN))).toEqual([]);
  const clerk = {
    scopes: [
      { type: 'record.create', options: {} },
      { type: 'record.declare', options: {} },
    ],
  };
  expect(missingScopes(clerk)).toEqual(['record.register', 'record.read', 'record.search']);
});

test('the same run declares the same child, another run an unrelated one', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (one, other) => {
      fc.pre(one !== other);
      const first = birthDeclaration({ ...details, runToken: one });
      expect(birthDeclaration({ ...details, runToken: one })).toEqual(first);
      const words = (declaration: Record<string, unknown>) =>
        ['child.name', 'mother.name'].flatMap((id) =>
          Object.values(declaration[id] as Record<string, string>),
        );
      const second = birthDeclaration({ ...details, runToken: other });
      const all = [...words(first), ...words(second)];
      expect(new Set(all).size).toBe(8);
      for (const word of all) expect(word).toMatch(/^[A-Z][a-z]{11}$/);
      expect(first['mother.nid']).toMatch(/^[1-9]\d{9}$/);
      expect(first['mother.nid']).not.toBe(second['mother.nid']);
    }),
  );
});

test('the child is born within the year and the mother was an adult', () => {
  fc.assert(
    fc.property(fc.uuid(), (runToken) => {
      const declaration = birthDeclaration({ ...details, runToken });
      const child = Date.parse(declaration['child.dob'] as string);
      const mother = Date.parse(declaration['mother.dob'] as string);
      const days = (from: number, to: number) => (to - from) / 86_400_000;
      expect(days(child, details.now)).toBeGreaterThanOrEqual(3);
      expect(days(child, details.now)).toBeLessThan(365);
      expect(days(mother, child)).toBeGreaterThan(18 * 366);
    }),
  );
});

test('transaction ids are UUIDs that differ by purpose and by run, and stay the same', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (token, purpose) => {
      const id = idFor(token, purpose);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(idFor(token, purpose)).toBe(id);
      expect(idFor(token, `${purpose}.`)).not.toBe(id);
      expect(idFor(`${token}.`, purpose)).not.toBe(id);
    }),
  );
});
