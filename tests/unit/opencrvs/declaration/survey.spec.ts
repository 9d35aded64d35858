import { expect, test } from '@playwright/test';
import { sessionOf } from '../../../../helpers/opencrvs/api/session.ts';
import { surveyOf } from '../../../../helpers/opencrvs/declaration/survey.ts';
import birthForm from './birth-form.json' with { type: 'json' };
import { environmentAt, recorded, replay, sessionAt, TOKEN, type Asked, type Routes } from '../replay.ts';

const answer = (json: unknown) => ({ status: 200, body: { result: { data: { json } } } });
const FORM: Routes = {
  'GET /events/event.config.get': answer(birthForm),
  'GET /events/user.get': recorded.userGet,
};

test('form, areas and facilities of the user’s own jurisdiction are asked for once a session', async () => {
  await using server = await replay({
    ...FORM,
    'GET /events/administrativeAreas.list': recorded.areas,
    'GET /events/locations.list': recorded.facilities,
  });
  const session = sessionAt(server.url);
  const { form, places, user } = await surveyOf(session, 'birth');
  expect(form).toMatchObject({ nameField: 'child.name', dateOfEvent: 'child.dob' });
  expect(places.locations).toEqual({ HEALTH_FACILITY: '<facilityId>' });
  expect(places.areas.at(-1)).toBe('<areaId:Klow>');
  expect(user).toEqual({ sub: recorded.claims.sub, role: 'LOCAL_REGISTRAR', scope: recorded.claims.scope });
  await surveyOf(session, 'birth');
  expect(server.asked).toHaveLength(4);
});

test('1.9 keeps areas among the locations and calls what a location lies in its parent', async () => {
  const listed = ({ path }: Asked) =>
    answer(
      path.includes('ADMIN_STRUCTURE')
        ? [
            { id: 'province', name: 'Central', parentId: null, locationType: 'ADMIN_STRUCTURE' },
            { id: 'district', name: 'Ibombo', parentId: 'province', locationType: 'ADMIN_STRUCTURE' },
          ]
        : [{ id: 'clinic', name: 'Clinic', parentId: 'district', locationType: 'HEALTH_FACILITY' }],
    );
  await using server = await replay({ ...FORM, 'GET /events/locations.list': listed });
  const everywhere = TOKEN.replace(/\.[^.]+\./, () => {
    const claims = { ...recorded.claims, scope: ['record.register[event=birth]'] };
    return `.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;
  });
  const { places } = await surveyOf(sessionOf(environmentAt(server.url), everywhere, '1.9.12'), 'birth');
  expect(places).toMatchObject({ areas: ['province', 'district'], locations: { HEALTH_FACILITY: 'clinic' } });
});

test('an event that the deployment does not have is said, with those that it has', async () => {
  await using server = await replay(FORM);
  await expect(surveyOf(sessionAt(server.url), 'death')).rejects.toMatchObject({
    reason: 'missing',
    message: expect.stringMatching(/no form for “death” \(it has: birth\)/),
  });
});
