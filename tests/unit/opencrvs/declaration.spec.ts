import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { AdministrativeArea, Location } from '../../../helpers/opencrvs/api/places.ts';
import { claimsOf } from '../../../helpers/opencrvs/api/token.ts';
import { missingScopes, ownPlacesOf } from '../../../helpers/opencrvs/declaration/jurisdiction.ts';
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

test('the registrar of a district gets a facility of the district and the areas down to a village', () => {
  const places = ownPlacesOf(claimsOf(TOKEN), registrar, { areas, locations: facilities });
  expect(places.locations).toEqual({ HEALTH_FACILITY: '<facilityId>' });
  expect(places.areas.at(-1)).toBe('<areaId:Klow>');
  expect(places.areas).toContain('<areaId:Ibombo>');
});

test('a facility outside the jurisdiction is not taken', () => {
  const elsewhere = facilities.filter(({ administrativeAreaId }) => administrativeAreaId === '<uuid:2>');
  expect(elsewhere).toHaveLength(1);
  expect(ownPlacesOf(claimsOf(TOKEN), registrar, { areas, locations: elsewhere }).locations).toEqual({});
});

test('who sees the whole country takes any open facility', () => {
  const closed = facilities.map((facility) => ({ ...facility, validUntil: '2020-01-01' }));
  const open = { id: 'open', name: '', administrativeAreaId: '<uuid:2>', locationType: 'HEALTH_FACILITY' };
  const all = { scopes: [{ type: 'record.register', options: { placeOfEvent: ['all'] } }] };
  const { locations } = ownPlacesOf(all, registrar, { areas, locations: [...closed, open] });
  expect(locations['HEALTH_FACILITY']).toBe('open');
});

test('who sees the whole country still takes a facility of their own area first', () => {
  const far = { id: 'far', name: '', administrativeAreaId: '<uuid:2>', locationType: 'HEALTH_FACILITY' };
  const all = { scopes: [{ type: 'record.register', options: { placeOfEvent: ['all'] } }] };
  const { locations } = ownPlacesOf(all, registrar, { areas, locations: [far, ...facilities] });
  expect(locations['HEALTH_FACILITY']).toBe('<facilityId>');
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
