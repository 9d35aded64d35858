import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { eventForm, SERVED } from '../../../helpers/opencrvs/declaration/event-form.ts';
import { ownPlacesOf } from '../../../helpers/opencrvs/declaration/jurisdiction.ts';
import type { Survey } from '../../../helpers/opencrvs/declaration/survey.ts';
import { countryForm, playCountry } from '../../../lab/opencrvs/forms/current-form.ts';
import { countryPlaces } from '../../../lab/opencrvs/forms/country-places.ts';
import { FORM_NAMES, type FormName } from '../../../lab/opencrvs/forms/form-names.ts';
import { servedConfigurations } from '../../../lab/opencrvs/forms/served-configuration.ts';
import { declarationErrors } from '../../../lab/opencrvs/server/events/validate-declaration.ts';
import { earlierDeclarations } from '../../../lab/seed/earlier-declaration.ts';

/** What the form filler learns from a country's fake. */
function survey(country: FormName): Survey {
  playCountry(country);
  const { areas, locations, officeId } = countryPlaces();
  const inside = (id: string) => locations.find((location) => location.id === id)?.areaId ?? null;
  const listed = locations.map(({ areaId, ...location }) => ({ ...location, administrativeAreaId: areaId }));
  const user = { primaryOfficeId: officeId, administrativeAreaId: inside(officeId) };
  const form = countryForm();
  return {
    form: eventForm(SERVED.parse(servedConfigurations(form)), 'birth'),
    places: ownPlacesOf({ scopes: [] }, user as never, { areas, locations: listed }),
    user: { sub: 'me', role: 'LOCAL_REGISTRAR', scope: [] },
    country: form.countryCode,
  };
}

/** What a fake never gets from the form filler's answers alone: the files are sent apart. */
const isFile = (id: string): boolean =>
  countryForm()
    .pages.flatMap(({ fields }) => fields)
    .some((field) => field.id === id && field.type.startsWith('FILE'));

for (const country of FORM_NAMES) {
  test(`${country}: earlier births are declared without an error on any day, at any hour`, () => {
    const known = survey(country);
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2024-01-01'), max: new Date('2029-12-31'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (at, seed) => {
          const now = at.getTime();
          const { declaration } = earlierDeclarations(known, now)(String(seed));
          expect(declarationErrors(declaration, now).filter(({ id }) => !isFile(id))).toEqual([]);
        },
      ),
      { numRuns: 3 },
    );
  });
}
