import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { FormField } from '../../../../helpers/opencrvs/declaration/event-form.ts';
import { overForm, plan, rule } from './plan-of.ts';

type Answers = Record<string, unknown>;

/** A field of a form that nobody foresaw, with what must hold of its answer said twice: as a rule, and plainly. */
interface Unforeseen {
  field: FormField;
  isShown: (answers: Answers) => boolean;
  isRight: (value: unknown, answers: Answers) => boolean;
}

const ids = ['f0', 'f1', 'f2', 'f3', 'f4', 'f5'];
const VALUES = ['A', 'B', 'C'];

/** Shown always, or where another field has, or has not, a value. */
const condition = (id: string) =>
  fc.oneof(
    fc.constant(null),
    fc.record({
      other: fc.constantFrom(...ids.filter((other) => other < id)),
      value: fc.constantFrom(...VALUES),
      negated: fc.boolean(),
    }),
  );

const kinds = (id: string): fc.Arbitrary<[Partial<FormField>, Unforeseen['isRight']]> =>
  fc.oneof(
    fc
      .subarray(VALUES, { minLength: 1 })
      .map((values): [Partial<FormField>, Unforeseen['isRight']] => [
        { type: 'SELECT', options: values.map((value) => ({ value })) },
        (value) => values.includes(value as string),
      ]),
    fc.tuple(fc.integer({ min: -50, max: 5_000 }), fc.nat(3_000)).map(([min, span]) => {
      const between = rule(overForm({ [id]: { type: 'number', minimum: min, maximum: min + span } }));
      return [
        { type: 'NUMBER', validation: [between] },
        (value: unknown) => (value as number) >= min && (value as number) <= min + span,
      ];
    }),
    fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom('a-z', 'A-Z', '0-9', 'A-Za-z'))
      .map(([length, of]) => {
        const pattern = `^[${of}]{${length}}$`;
        return [
          { type: 'TEXT', validation: [rule(overForm({ [id]: { type: 'string', pattern } }))] },
          (value: unknown) => new RegExp(pattern).test(value as string),
        ];
      }),
    fc
      .tuple(fc.integer({ min: -40_000, max: 400 }), fc.constantFrom('before', 'after'))
      .map(([days, clause]) => {
        const limit = Date.UTC(2026, 10, 23) + days * 86_400_000;
        const rules = [rule(overForm({ [id]: { type: 'string', daysFromDate: { days, clause } } }))];
        return [
          { type: 'DATE', validation: rules },
          (value: unknown) =>
            clause === 'before' ? Date.parse(value as string) < limit : Date.parse(value as string) > limit,
        ];
      }),
    fc.constant<[Partial<FormField>, Unforeseen['isRight']]>([
      { type: 'NAME' },
      (value) => (value as { surname: string }).surname !== '',
    ]),
    // Nobody can answer these.
    fc.constant<[Partial<FormField>, Unforeseen['isRight']]>([{ type: 'SOMETHING_NEW' }, () => false]),
    fc.constant<[Partial<FormField>, Unforeseen['isRight']]>([
      {
        type: 'TEXT',
        validation: [rule(overForm({ [id]: { type: 'string', minLength: 5, maxLength: 2 } }))],
      },
      () => false,
    ]),
  ) as fc.Arbitrary<[Partial<FormField>, Unforeseen['isRight']]>;

const unforeseen = (id: string): fc.Arbitrary<Unforeseen> =>
  fc
    .tuple(kinds(id), fc.boolean(), id === 'f0' ? fc.constant(null) : condition(id))
    .map(([[more, isRight], required, when]) => {
      const has = (answers: Answers) => answers[when?.other ?? ''] === when?.value;
      const holds = when === null ? {} : overForm({ [when.other]: { const: when.value } });
      const conditional = when?.negated === true ? { type: 'object', not: holds, required: [] } : holds;
      return {
        field: {
          id,
          type: 'TEXT',
          required,
          ...(when === null ? {} : { conditionals: [{ type: 'SHOW', conditional }] }),
          ...more,
        },
        isShown: (answers) => when === null || has(answers) !== when.negated,
        isRight,
      };
    });

const forms = fc.tuple(...ids.map(unforeseen));

test('whatever the form, what is made satisfies it, or the field is named with what to do', () => {
  fc.assert(
    fc.property(forms, (form) => {
      const { answers, unanswered } = plan(form.map(({ field }) => field));
      const named = new Map(unanswered.map((one) => [one.field.id, one.remedy]));
      for (const { field, isShown, isRight } of form) {
        const value = answers[field.id];
        if (!isShown(answers)) expect(value).toBeUndefined();
        else if (value !== undefined) expect(isRight(value, answers)).toBe(true);
        else if (field.required === true) expect(named.get(field.id)).toMatch(/template|set /);
      }
    }),
    { numRuns: 300 },
  );
});

test('nothing is left open that a single other choice could close', () => {
  fc.assert(
    fc.property(forms, (form) => {
      const fields = form.map(({ field }) => field);
      const { answers, unanswered } = plan(fields);
      for (const { field } of form) {
        if (field.type !== 'SELECT' || answers[field.id] === undefined) continue;
        for (const { value } of field.options ?? []) {
          const only = { ...field, options: [{ value }] };
          const other = plan(fields.map((one) => (one.id === field.id ? only : one)));
          expect(other.unanswered.length).toBeGreaterThanOrEqual(unanswered.length);
        }
      }
    }),
    { numRuns: 60 },
  );
});
