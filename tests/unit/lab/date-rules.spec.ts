import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { complaintsOf, isShown as isServed } from '../../../helpers/opencrvs/declaration/rules/shown.ts';
import { fieldsOf } from '../../../lab/opencrvs/forms/country-form.ts';
import { countryForm, playCountry } from '../../../lab/opencrvs/forms/current-form.ts';
import { FORM_NAMES } from '../../../lab/opencrvs/forms/form-names.ts';
import { servedField } from '../../../lab/opencrvs/forms/served-field.ts';
import { declarationErrors, isShown } from '../../../lab/opencrvs/server/events/validate-declaration.ts';

/** The rules that the fake gives out and the rules by which it judges are the same, on every day and at every hour. */
const DAY_MS = 86_400_000;
/** Where a rule changes its mind: today, and the limits of the forms. */
const LIMITS = [0, 30, 366, 14 * 365, 16 * 365];
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

const idsOf = (fields: readonly { own: { id: string } }[]): string[] => fields.map(({ own }) => own.id);

const moment = fc.record({
  now: fc
    .date({ min: new Date('2024-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
    .map((date) => date.getTime()),
  /** For each date field, days from a limit. */
  days: fc.array(fc.tuple(fc.constantFrom(...LIMITS), fc.integer({ min: -2, max: 2 })), {
    minLength: 8,
    maxLength: 8,
  }),
});

for (const country of FORM_NAMES) {
  test(`${country}: the form filler and the fake judge dates alike`, () => {
    playCountry(country);
    const fields = fieldsOf(countryForm()).map((own) => ({ own, served: servedField(own) }));
    const dates = fields.filter(({ own }) => own.type === 'DATE');
    fc.assert(
      fc.property(moment, ({ now, days }) => {
        const answers = Object.fromEntries(
          dates.map(({ own: { id } }, at) => {
            const [limit = 0, side = 0] = days[at % days.length] ?? [];
            return [id, dayOf(now - (limit + side) * DAY_MS)];
          }),
        );
        const context = {
          today: dayOf(now),
          user: { sub: '', role: '', scope: [] },
          leafAreaIds: [],
        };
        const errors = declarationErrors(answers, now);
        const shownByFake = fields.filter(({ own }) => isShown(own, answers, now));
        const shownByForm = fields.filter(({ served }) => isServed(served, answers, context));
        const shownDates = dates.filter((field) => shownByForm.includes(field));
        const saidByFake = shownDates.map(({ own }) =>
          errors.filter(({ id }) => id === own.id).map(({ message }) => message),
        );
        const saidByForm = shownDates.map(({ served }) => complaintsOf(served, answers, context));
        // One comparison a run: a thousand of them take a minute.
        expect([idsOf(shownByFake), saidByFake]).toEqual([idsOf(shownByForm), saidByForm]);
      }),
      { numRuns: 300 },
    );
  });
}
